/** A user has exactly one role (RBAC-1); there is no inheritance between them. */
export type Role = "student" | "instructor" | "admin";
export const ROLES = ["student", "instructor", "admin"] as const satisfies readonly Role[];

export type Permission = keyof typeof PERMISSIONS;

/** The fixed catalogue (RBAC-3). Administrators hold every permission, so only the other two roles are named. */
export const PERMISSIONS = {
  manage_own_profile: { resource: "profile", action: "manage", heldBy: ["student", "instructor"] },
  view_own_bookings: { resource: "bookings", action: "view", heldBy: ["student", "instructor"] },
  view_own_search_history: { resource: "search", action: "view", heldBy: ["student", "instructor"] },
  change_own_password: { resource: "account", action: "update", heldBy: ["student", "instructor"] },
  delete_own_account: { resource: "account", action: "delete", heldBy: ["student", "instructor"] },
  view_instructors: { resource: "instructors", action: "view", heldBy: ["student"] },
  view_instructor_availability: { resource: "availability", action: "view", heldBy: ["student"] },
  create_bookings: { resource: "bookings", action: "create", heldBy: ["student"] },
  cancel_own_bookings: { resource: "bookings", action: "cancel", heldBy: ["student"] },
  view_booking_details: { resource: "bookings", action: "view", heldBy: ["student"] },
  send_messages: { resource: "messages", action: "send", heldBy: ["student", "instructor"] },
  view_messages: { resource: "messages", action: "view", heldBy: ["student", "instructor"] },
  manage_instructor_profile: { resource: "instructor_profile", action: "manage", heldBy: ["instructor"] },
  manage_services: { resource: "services", action: "manage", heldBy: ["instructor"] },
  manage_availability: { resource: "availability", action: "manage", heldBy: ["instructor"] },
  view_incoming_bookings: { resource: "bookings", action: "view", heldBy: ["instructor"] },
  complete_bookings: { resource: "bookings", action: "complete", heldBy: ["instructor"] },
  cancel_student_bookings: { resource: "bookings", action: "cancel", heldBy: ["instructor"] },
  view_own_instructor_analytics: { resource: "analytics", action: "view", heldBy: ["instructor"] },
  suspend_own_instructor_account: { resource: "account", action: "suspend", heldBy: ["instructor"] },
  view_all_users: { resource: "users", action: "view", heldBy: [] },
  manage_users: { resource: "users", action: "manage", heldBy: [] },
  view_system_analytics: { resource: "analytics", action: "view", heldBy: [] },
  export_analytics: { resource: "analytics", action: "export", heldBy: [] },
  view_all_bookings: { resource: "bookings", action: "view", heldBy: [] },
  manage_all_bookings: { resource: "bookings", action: "manage", heldBy: [] },
  access_monitoring: { resource: "monitoring", action: "access", heldBy: [] },
  moderate_content: { resource: "content", action: "moderate", heldBy: [] },
  moderate_messages: { resource: "messages", action: "moderate", heldBy: [] },
  view_financials: { resource: "financials", action: "view", heldBy: [] },
  manage_financials: { resource: "financials", action: "manage", heldBy: [] },
  manage_roles: { resource: "roles", action: "manage", heldBy: [] },
  manage_permissions: { resource: "permissions", action: "manage", heldBy: [] },
} as const satisfies Record<string, { resource: string; action: string; heldBy: readonly Exclude<Role, "admin">[] }>;

/** What was granted (`true`) or revoked (`false`) for one user beside the role. */
export type PermissionOverrides = Readonly<Partial<Record<Permission, boolean>>>;

export function isPermission(name: string): name is Permission {
  return Object.hasOwn(PERMISSIONS, name);
}

export function isRole(name: unknown): name is Role {
  return name === "student" || name === "instructor" || name === "admin";
}

/** The permissions of a role, sorted. */
export function permissionsOf(role: Role): readonly Permission[] {
  return everyPermission().filter((permission) => roleHolds(role, permission));
}

/** What the user may do now, sorted: a revocation wins over the role, in checks and in listings alike (RBAC-2). */
export function effectivePermissions(role: Role | undefined, overrides: PermissionOverrides): ReadonlySet<Permission> {
  const held = everyPermission().filter((permission) => overrides[permission] ?? (role !== undefined && roleHolds(role, permission)));
  return new Set(held);
}

function roleHolds(role: Role, permission: Permission): boolean {
  const holders: readonly Role[] = PERMISSIONS[permission].heldBy;
  return role === "admin" || holders.includes(role);
}

// Asked with every request, so sorted once.
let sortedPermissions: readonly Permission[] | undefined;

function everyPermission(): readonly Permission[] {
  sortedPermissions ??= Object.keys(PERMISSIONS).filter(isPermission).sort();
  return sortedPermissions;
}
