import { DomainError, IDEMPOTENCY_KEY_REQUIRED, PERMISSION_REQUIRED, type Problem, ROLE_REQUIRED, validationFailed } from "../errors.ts";
import type { Permission, Role } from "../identity/roles.ts";
import { codePoints } from "../note.ts";

export interface CreateRequest {
  readonly role: Role;
  readonly permissions: ReadonlySet<Permission>;
  /** What the marketplace gate answered (BETA-2). */
  readonly gate: Problem | undefined;
  readonly studentNote: string | undefined;
  readonly hasIdempotencyKey: boolean;
}

/** Why the request may not even be judged, in the order of BK-1 to BK-3. Its shape has passed the wire's schema. */
export function refuseCreateRequest(request: CreateRequest): DomainError | undefined {
  const { role, permissions, gate, studentNote, hasIdempotencyKey } = request;
  if (role !== "student") return new DomainError(ROLE_REQUIRED, "Only students book lessons.");
  if (!permissions.has("create_bookings")) return new DomainError(PERMISSION_REQUIRED, "You may not book lessons; contact support.");
  if (gate) return new DomainError(gate, "The marketplace is open by invitation only; enter your invite code first.");
  const wrongNote = refuseNote("/studentNote", studentNote);
  if (wrongNote) return wrongNote;
  return hasIdempotencyKey ? undefined : new DomainError(IDEMPOTENCY_KEY_REQUIRED, "Send a fresh Idempotency-Key with every booking.");
}

/** The wire allows 2 000 characters, so that blanks around a note do not count against its 1 000 code points. */
export function refuseNote(field: string, note: string | null | undefined): DomainError | undefined {
  if (note === undefined || note === null || codePoints(note.trim()) <= MOST_NOTE_CODE_POINTS) return undefined;
  return validationFailed([{ field, code: "TOO_LONG", message: `Shorten the note to ${MOST_NOTE_CODE_POINTS} characters.` }]);
}

const MOST_NOTE_CODE_POINTS = 1_000;
