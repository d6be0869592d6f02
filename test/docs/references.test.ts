import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";

// Documents rot where they name what has moved: every file, folder, link and command in them must exist.

const ROOT = join(import.meta.dirname, "..", "..");
const documents = ["README.md", ...readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" }).map((file) => `docs/${file}`)]
  .filter((file) => file.endsWith(".md"))
  .map((file) => ({ file, text: readFileSync(join(ROOT, file), "utf8") }));

describe.each(documents)("$file", ({ file, text }) => {
  it("names files and folders that exist", () => {
    const named = [...text.matchAll(/`((?:core|functions|stacks|local|test|bench|scripts|docs)\/[\w./-]*)`/g)].map(
      ([, path]) => path ?? "",
    );
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it("links to what is there", () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link]) => link ?? "");
    const broken = links.filter((link) => {
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? join(ROOT, file) : join(ROOT, file, "..", path);
      return !existsSync(target) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
    });
    expect(broken, relative(ROOT, file)).toEqual([]);
  });

  it("names commands that package.json has", () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    const commands = [...text.matchAll(/npm (?:run )?(start|test|(?<=run )[a-z]+)/g)].map(([, name]) => name ?? "");
    expect(commands.filter((name) => !(name in scripts))).toEqual([]);
  });
});

/** The anchors that a heading of the document makes. */
function anchorsOf(path: string): string[] {
  const headings = readFileSync(path, "utf8").matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, "")
      .replaceAll(" ", "-"),
  );
}
