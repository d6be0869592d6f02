import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { auditAfterwards } from "../table/audit.ts";
import { commit } from "../table/commit.ts";
import { absent } from "../table/condition.ts";
import { adminCountKey } from "../table/keys.ts";
import { read } from "../table/read.ts";
import { untilCommitted } from "../table/retry.ts";
import { put } from "../table/write.ts";
import { type AccountInput, accountFields } from "./account-fields.ts";
import { newUser, newUserWrites, userRegistered } from "./new-user.ts";
import { hashPassword } from "./password-hash.ts";
import type { User } from "./user.ts";

/**
 * Makes the first administrator, from the deployment's configuration (REG-1). Nothing happens when there is one already, so it may run at
 * every deployment; the count of administrators makes two runs at once make one.
 */
export async function createAdmin(ctx: Context, configured: AccountInput): Promise<User | undefined> {
  const fields = accountFields(configured);
  return untilCommitted(async () => {
    if (await read(adminCountKey)) return undefined;
    const passwordHash = await hashPassword(configured.password);
    const admin = newUser(
      { ...fields, userId: newId("usr", ctx.now), emailVerified: true, passwordHash, role: "admin", signup: {} },
      ctx.now,
    );
    await commit([put(adminCountKey, { count: 1 }, absent), ...newUserWrites(admin), userRegistered(ctx, admin)]);
    await auditAfterwards(ctx, { action: "user.create", entityType: "user", entityId: admin.userId, after: { role: admin.role } });
    return admin;
  });
}
