/** What remains of an object type when its members may not be `undefined`. */
export type DefinedOnly<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/**
 * The members that were sent. zod types an optional member as possibly `undefined`, while the product tells absent members from present
 * ones by their absence alone; the assertion holds because exactly the `undefined` ones are left out.
 */
export function definedOnly<T extends object>(members: T): DefinedOnly<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as DefinedOnly<T>;
}
