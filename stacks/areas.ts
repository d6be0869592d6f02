/**
 * In how many stacks the operations of an area live. An operation's stack is a hash of its operationId, so adding one never moves
 * another: CloudFormation would try to create the moved route while the old one still exists, and fail. For the same reason a number
 * here is chosen for the whole planned API (about twenty operations a stack, forty at most) and is never changed after the first deploy.
 */
export const STACKS_OF_AREA = {
  meta: 1,
  identity: 4,
  instructors: 1,
  catalog: 1,
  availability: 1,
  bookings: 2,
  payments: 3,
  messages: 2,
  notifications: 2,
  reviews: 1,
  referrals: 1,
  achievements: 1,
  search: 4,
  "background-checks": 2,
  admin: 3,
  ops: 2,
} as const;

export type AreaName = keyof typeof STACKS_OF_AREA;

/** The areas, in the order of the closed list. */
export const AREAS = keysOf(STACKS_OF_AREA);

/** Guaranteed where the object is a literal of this file: it has no keys but those of its type. */
function keysOf<T extends object>(record: T): (keyof T)[] {
  return Object.keys(record) as (keyof T)[];
}
