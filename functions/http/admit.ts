import { DomainError, PERMISSION_REQUIRED, ROLE_REQUIRED } from "../../core/errors.ts";
import { instructorGate, marketplaceGate, OPEN_MARKETPLACE } from "../../core/identity/beta-gates.ts";
import { rateIdentity, refreshIdentity } from "../../core/identity/rate-identity.ts";
import { admittedMember, presentedClaims } from "./authenticate.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Exchange, Middleware } from "./exchange.ts";
import { countRequest, passGuards } from "./limit.ts";
import { presentedRefreshToken } from "./transport.ts";

/**
 * Who is calling, how often, and whether they may (API-25). The rate limit and the session are asked in parallel, the one round trip that
 * every request pays; they are judged in the order of RL-1, so that whoever calls too often learns nothing else.
 */
export function admit(contract: Endpoint): Middleware {
  return {
    async before({ event, internal }) {
      const { now, log, clientIp } = internal;
      const needsNobody = contract.auth === "any" && contract.rate === "none";
      if (needsNobody) return;
      const claims = await presentedClaims(event, now);
      const userId = claims instanceof DomainError ? undefined : claims.userId;
      const identity =
        contract.rate === "auth_refresh" ? refreshIdentity(presentedRefreshToken(event), clientIp) : rateIdentity({ userId, ip: clientIp });
      const [rate, member] = await Promise.all([
        countRequest(contract, event, identity, now, log),
        claims instanceof DomainError ? claims : admittedMember(claims, now),
      ]);
      if (rate) internal.rate = rate;
      if (rate?.refusal) throw rate.refusal;
      await passGuards(contract, "ip", clientIp, now, log);
      if (member instanceof DomainError) {
        // With optional authentication a bad or missing token means a visitor (SES-9).
        if (contract.auth !== "any") throw member;
        return;
      }
      Object.assign(internal, member);
      requireAccess(contract, internal);
      await passGuards(contract, "user", member.principal.userId, now, log);
    },
  };
}

function requireAccess({ auth, gate }: Endpoint, { principal }: Exchange): void {
  const role = principal.kind === "member" ? principal.role : undefined;
  if (typeof auth === "object" && principal.kind === "member") {
    if (!auth.roles.includes(principal.role)) {
      throw new DomainError(ROLE_REQUIRED, `This is for ${auth.roles.join(" and ")} accounts.`, { roles: auth.roles });
    }
    if (auth.permission !== undefined && !principal.permissions.has(auth.permission)) {
      throw new DomainError(PERMISSION_REQUIRED, `Your account lacks the permission ${auth.permission}.`, { permission: auth.permission });
    }
  }
  const gates = { marketplace: marketplaceGate, instructor: instructorGate };
  const closed = gate && gates[gate](OPEN_MARKETPLACE, { role });
  if (closed) throw new DomainError(closed, "The marketplace is not open to your account yet.");
}
