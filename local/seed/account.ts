import { newUser, newUserWrites } from "../../core/identity/new-user.ts";
import type { Role } from "../../core/identity/roles.ts";
import type { User } from "../../core/identity/user.ts";
import { newId, type UserId } from "../../core/ids.ts";
import { newInstructorWrites } from "../../core/instructors/new-instructor.ts";
import { commit } from "../../core/table/commit.ts";
import { emailKey, userKey } from "../../core/table/keys.ts";
import { read } from "../../core/table/read.ts";
import type { Instant } from "../../core/time.ts";

export interface PersonFacts {
  readonly firstName: string;
  readonly lastName: string;
  readonly zipCode: string;
}

/** `maya.chen@example.com` */
export function emailOf({ firstName, lastName }: Pick<PersonFacts, "firstName" | "lastName">): string {
  const plain = (name: string) => name.normalize("NFD").replace(/[^A-Za-z-]/g, "");
  return `${plain(firstName)}.${plain(lastName)}@example.com`.toLowerCase();
}

/** The account of the person: the one an earlier run made, or a new one as a registration makes it. Nobody is welcomed, so no event tells of it. */
export async function accountOf(facts: PersonFacts, role: Exclude<Role, "admin">, passwordHash: string, joinedAt: Instant): Promise<User> {
  const email = emailOf(facts);
  const known = await read(emailKey(email));
  const present = known && (await read(userKey(known.userId)));
  if (present) return present;
  const { firstName, lastName, zipCode } = facts;
  const userId: UserId = newId("usr", joinedAt);
  const user = newUser(
    { userId, email, emailVerified: true, passwordHash, firstName, lastName, phone: null, zipCode, role, signup: {} },
    joinedAt,
  );
  await commit([...newUserWrites(user), ...(role === "instructor" ? newInstructorWrites(user, joinedAt) : [])]);
  return user;
}
