import { beforeAll, describe, expect, it } from "vitest";
import { fromCursor, type ListIdentity, toCursor } from "../../core/table/page.ts";
import { plusHours, plusMilliseconds } from "../../core/time.ts";
import { useSecrets } from "../support/secrets.ts";

beforeAll(useSecrets);

const now = "2026-03-08T07:30:00.000Z";
const list: ListIdentity = { operationId: "listBookings", viewer: "usr_a", filters: { view: "all", status: undefined } };
const position = { sk: "BOOKING#2026-03-12T21:00:00.000Z#bkg_01JNV4Q7Z8K3M5P9R2T6W0X1Y4" };

describe("API-27 a cursor", () => {
  it("gives its position back to the same list of the same viewer", async () => {
    const cursor = await toCursor(position, list, now);
    expect(await fromCursor(cursor, list, plusHours(now, 24))).toEqual(position);
    expect(await fromCursor(cursor, { ...list, filters: { status: undefined, view: "all" } }, now)).toEqual(position);
  });

  it("is opaque text of at most 512 characters that differs each time", async () => {
    const cursor = await toCursor(position, list, now);
    expect(cursor).toMatch(/^[A-Za-z0-9_-]{1,512}$/);
    expect(Buffer.from(cursor, "base64url").toString("latin1")).not.toContain("BOOKING");
    expect(await toCursor(position, list, now)).not.toBe(cursor);
  });

  it.each([
    ["another operation", { ...list, operationId: "listUpcomingBookings" }],
    ["another viewer", { ...list, viewer: "usr_b" }],
    ["other filters", { ...list, filters: { view: "history" } }],
  ])("is 400 CURSOR_INVALID for %s", async (_what, other) => {
    const cursor = await toCursor(position, list, now);
    await expect(fromCursor(cursor, other, now)).rejects.toMatchObject({ code: "CURSOR_INVALID" });
  });

  it("is 400 CURSOR_INVALID when any of its characters was changed, and for any other text", async () => {
    const cursor = await toCursor(position, list, now);
    for (let at = 0; at < cursor.length; at += 7) {
      const changed = cursor.slice(0, at) + (cursor[at] === "A" ? "B" : "A") + cursor.slice(at + 1);
      await expect(fromCursor(changed, list, now)).rejects.toMatchObject({ code: "CURSOR_INVALID" });
    }
    for (const text of ["", "x", "AAAA", "🙂"]) await expect(fromCursor(text, list, now)).rejects.toMatchObject({ code: "CURSOR_INVALID" });
  });

  it("is 410 CURSOR_EXPIRED after 24 hours", async () => {
    const cursor = await toCursor(position, list, now);
    const late = plusMilliseconds(plusHours(now, 24), 1);
    await expect(fromCursor(cursor, list, late)).rejects.toMatchObject({ code: "CURSOR_EXPIRED", problem: { status: 410 } });
  });
});
