import * as z from "zod";
import { effectivePermissions, ROLES } from "../../core/identity/roles.ts";
import { isActive, type User } from "../../core/identity/user.ts";
import { emailSchema, idSchema, instantSchema, personNameSchema, textSchema, zipCodeSchema, zoneSchema } from "../http/wire-values.ts";

export const meSchema = z
  .object({
    id: idSchema("usr"),
    email: emailSchema,
    emailVerified: z.boolean(),
    firstName: personNameSchema,
    lastName: personNameSchema,
    phone: textSchema(11, 16).meta({ example: "+12125550123" }).nullable(),
    zipCode: zipCodeSchema,
    timezone: zoneSchema,
    roles: z.array(z.enum(ROLES)).min(1).max(1),
    permissions: z.array(textSchema(1, 64)).max(64),
    accountStatus: z.enum(["active", "suspended", "deactivated"]),
    isActive: z.boolean(),
    twoFactorEnabled: z.boolean(),
    profilePictureVersion: z.int().min(0).max(1_000_000),
    hasProfilePicture: z.boolean(),
    beta: z
      .object({
        access: z.literal(true),
        role: z.enum(ROLES),
        phase: z.enum(["instructor_only", "alpha", "open_beta"]),
        invitedByCode: textSchema(8, 8).nullable(),
      })
      .nullable(),
    createdAt: instantSchema,
  })
  .meta({ id: "Me" });

/** An account as its holder sees it. */
export function meOf(user: User): z.input<typeof meSchema> {
  const { email, emailVerified, firstName, lastName, phone, zipCode, timezone, accountStatus, profilePictureVersion, createdAt } = user;
  return {
    id: user.userId,
    ...{ email, emailVerified, firstName, lastName, phone, zipCode, timezone, accountStatus, profilePictureVersion, createdAt },
    roles: [user.role],
    permissions: [...effectivePermissions(user.role, user.permissionOverrides)],
    isActive: isActive(user),
    twoFactorEnabled: user.twoFactor.enabled,
    hasProfilePicture: profilePictureVersion > 0,
    beta: null,
  };
}

export const ME_EXAMPLE = {
  id: "usr_01JNV4Q7Z8K3M5P9R2T6W0X1Y4",
  email: "ada@example.com",
  emailVerified: false,
  firstName: "Ada",
  lastName: "Lovelace",
  phone: "+12125550123",
  zipCode: "10001",
  timezone: "America/New_York",
  roles: ["student"],
  permissions: ["cancel_own_bookings", "create_bookings"],
  accountStatus: "active",
  isActive: true,
  twoFactorEnabled: false,
  profilePictureVersion: 0,
  hasProfilePicture: false,
  beta: null,
  createdAt: "2026-03-08T07:30:00.000Z",
} as const;
