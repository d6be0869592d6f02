import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openDataFolder } from "../../local/data-folder.ts";

const parent = mkdtempSync(join(tmpdir(), "data-folder-"));
afterAll(() => rmSync(parent, { recursive: true }));

function folderWith(name: string, ...files: string[]): string {
  const folder = join(parent, name);
  if (files.length > 0) mkdirSync(folder);
  for (const file of files) writeFileSync(join(folder, file), "");
  return folder;
}

describe("the folder of the local runtime", () => {
  it("is one runtime's at a time, and a second one with fresh does not empty it", async () => {
    const folder = folderWith("held");
    const release = openDataFolder(folder, false);
    writeFileSync(join(folder, "table.db"), "");
    for (const fresh of [false, true]) expect(() => openDataFolder(folder, fresh)).toThrow("is in use");
    expect(existsSync(join(folder, "table.db"))).toBe(true);
    await release();
    await openDataFolder(folder, false)();
    expect(existsSync(join(folder, "table.db"))).toBe(true);
  });

  it("is empty afterwards when it is to be fresh", async () => {
    const folder = folderWith("fresh");
    await openDataFolder(folder, false)();
    writeFileSync(join(folder, "table.db"), "");
    await openDataFolder(folder, true)();
    expect(readdirSync(folder).toSorted()).toEqual(["lock.db", "version.json"]);
  });

  it("is left alone when it is not ours, and begun where a start was cut off", async () => {
    const foreign = folderWith("foreign", "letter.txt");
    for (const fresh of [false, true]) expect(() => openDataFolder(foreign, fresh)).toThrow("not local data");
    expect(readdirSync(foreign)).toEqual(["letter.txt"]);
    const cutOff = folderWith("cut-off", "lock.db");
    await openDataFolder(cutOff, false)();
    expect(existsSync(join(cutOff, "version.json"))).toBe(true);
  });

  it("is refused with data of another version, unless it is to be fresh", async () => {
    const folder = folderWith("older", "table.db");
    writeFileSync(join(folder, "version.json"), '{"version": 0}');
    expect(() => openDataFolder(folder, false)).toThrow("--fresh");
    expect(existsSync(join(folder, "table.db"))).toBe(true);
    await openDataFolder(folder, true)();
    expect(existsSync(join(folder, "table.db"))).toBe(false);
  });
});
