import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(__dirname, "../../..");

function sources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => join(folder, path));
}

const files = [
  ...["modules", "stacks", "settings", "report", "lambda-src"].flatMap(sources),
  "main.ts",
  "systems.ts",
];

/** What a file imports, static or dynamic, of types or of values. */
function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/(?:\bfrom|\bimport|\brequire)\s*\(?\s*"([^"]+)"/g)].map(([, name]) => name ?? "");
}

/** The imports of all files that match a pattern, as `file: import`. */
const imports = (pattern: RegExp, where: readonly string[] = files): readonly string[] =>
  where.flatMap((file) =>
    importsOf(file)
      .filter((name) => pattern.test(name))
      .map((name) => `${file}: ${name}`),
  );

/** The top folder that a relative import leads to. */
function house(file: string, name: string): string {
  return relative(root, join(root, file, "..", name)).split("/")[0] ?? "";
}

describe("the imports of the project", () => {
  it("are found at all", () => {
    expect(files.length).toBeGreaterThan(50);
    expect(imports(/^cdktf$/).length).toBeGreaterThan(5);
  });

  it("take CDKTF from its one entry point, so that a user moves to the fork by package.json alone", () => {
    expect(imports(/cdktf|cdktn/).filter((line) => !/: (cdktf|@cdktf\/provider-.*)$/.test(line))).toEqual([]);
  });

  it("take one resource of a provider each, never the barrel", () => {
    const provider = /^@cdktf\/provider-/;
    expect(imports(provider).length).toBeGreaterThan(15);
    expect(
      imports(provider).filter((line) => !/\/provider-(aws|github|random)\/lib\/[a-z0-9-]+$/.test(line)),
    ).toEqual([]);
  });

  it.each([
    ["modules", ["modules"]],
    ["settings", ["settings", "modules"]],
    ["stacks", ["stacks", "modules", "settings"]],
    ["report", ["report", "stacks", "modules", "settings"]],
    ["lambda-src", ["lambda-src", "modules"]],
  ])("of %s lead down the house only", (folder, allowed) => {
    // What a user edits takes one type from the table of systems.
    const up = sources(folder)
      .filter((file) => file !== "settings/stacks.ts")
      .flatMap((file) =>
        importsOf(file)
          .filter((name) => name.startsWith("."))
          .filter((name) => !allowed.includes(house(file, name)))
          .map((name) => `${file}: ${name}`),
      );
    expect(up).toEqual([]);
  });

  it("of a function's code lead to nothing that makes stacks, neither directly nor through modules", () => {
    const seen = new Set<string>();
    const follow = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const name of importsOf(file)) {
        if (name.startsWith(".")) follow(`${relative(root, join(root, file, "..", name))}.ts`);
      }
    };
    sources("lambda-src").forEach(follow);
    expect(seen.size).toBeGreaterThan(sources("lambda-src").length);
    expect(imports(/^(cdktf|constructs|esbuild)$|^@cdktf\//, [...seen])).toEqual([]);
  });

  it("never lead into the bench, and from it to nothing but the bench", () => {
    expect(imports(/(^|\/)local(\/|$)/)).toEqual([]);
    expect(
      imports(/(^|\/)(modules|settings|stacks|report|systems|tools|lambda-src)(\/|$)/, sources("local")),
    ).toEqual([]);
  });
});
