import { describe, expect, it } from "vitest";
import { effectivePermissions, isPermission, isRole, PERMISSIONS, permissionsOf, ROLES } from "../../core/identity/roles.ts";
import vectors from "../vectors/identity-rbac.json" with { type: "json" };

describe("roles and permissions", () => {
  for (const { name, resource, action } of vectors.permissions) {
    it(`RBAC-2 the catalogue has ${name}`, () => {
      expect(PERMISSIONS).toHaveProperty(name, expect.objectContaining({ resource, action }));
    });
  }

  it("RBAC-3 an administrator holds every permission of the catalogue, and there are no others", () => {
    expect(permissionsOf("admin")).toHaveLength(33);
    expect(Object.keys(PERMISSIONS)).toHaveLength(vectors.permissions.length);
  });

  for (const { role, permissions } of vectors.roles) {
    it(`RBAC-2 the role ${role} holds its permissions`, () => {
      expect(isRole(role) && permissionsOf(role)).toEqual(permissions);
    });
  }

  for (const { roles, overrides, effective } of vectors.effective) {
    it(`RBAC-2 ${roles.join() || "no role"} with ${JSON.stringify(overrides)} may do ${effective.length} things`, () => {
      const [role] = roles;
      expect([...effectivePermissions(isRole(role) ? role : undefined, overrides)]).toEqual(effective);
    });
  }

  it("RBAC-2 a revocation wins over the role, even an administrator's", () => {
    expect(effectivePermissions("admin", { manage_users: false }).has("manage_users")).toBe(false);
  });

  it("RBAC-1 there are three roles, and names of the language's own are neither roles nor permissions", () => {
    expect(ROLES.every(isRole)).toBe(true);
    expect(isRole("owner")).toBe(false);
    expect(isPermission("toString")).toBe(false);
  });
});
