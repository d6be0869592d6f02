import { randomBytes } from "node:crypto";
import { argon2id, argon2Verify } from "hash-wasm";
import { InvariantError } from "../errors.ts";

/** The cost of a hash (PWD-2). Raising it here is enough: every correct login then replaces an older hash. */
const COST = { iterations: 2, memorySize: 19_456, parallelism: 1, hashLength: 32 } as const;
const SALT_LENGTH = 16;

/** The hash of a random password that nobody knows, made with the cost above. */
const DUMMY_HASH = "$argon2id$v=19$m=19456,t=2,p=1$L1fi2/3ZDdFsqEsU1ayWzQ$CiuFtdsVt3Kgkw2ueccaGP4O8qNORMTTcSWcqJgAUX0";

/** A PHC string that holds algorithm, cost, salt and hash. */
export async function hashPassword(password: string): Promise<string> {
  return argon2id({ ...COST, password, salt: randomBytes(SALT_LENGTH), outputType: "encoded" });
}

/**
 * Whether the password belongs to the stored hash. Without one, because the address is unknown or the account erased, the same work is
 * done against a dummy, so that the time of the answer does not tell the two cases apart (PWD-3).
 */
export async function verifyPassword(password: string, storedHash: string | null): Promise<boolean> {
  const matches = await verifyHash(password, storedHash ?? DUMMY_HASH);
  return matches && storedHash !== null;
}

/** Whether a hash that was just verified should be replaced by one with today's algorithm and cost. */
export function needsRehash(storedHash: string): boolean {
  const [, algorithm, version, cost] = storedHash.split("$");
  return algorithm !== "argon2id" || version !== "v=19" || cost !== `m=${COST.memorySize},t=${COST.iterations},p=${COST.parallelism}`;
}

async function verifyHash(password: string, storedHash: string): Promise<boolean> {
  const algorithm = storedHash.split("$")[1];
  switch (algorithm) {
    case "argon2id":
      return argon2Verify({ password, hash: storedHash });
    default:
      throw new InvariantError(`a stored password hash has the unknown algorithm ${algorithm}`);
  }
}
