import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";

const root = join(__dirname, "../../..");

const entry = `{
  system: "github-to-ecs",
  stack: "shop",
  source: {
    type: "connection",
    owner: "shop",
    repository: "app",
    branch: "main",
    connection: { create: "github" },
  },
  artifactStore: { bucket: "shop-artifacts" },
  service: { clusterName: "a", serviceName: "b", containerName: "c" },
}`;

const mistakes = {
  "a misspelt key": [["stack:", "stak:"], "'stak' does not exist"],
  "a misspelt key further in": [["branch:", "brnch:"], "'brnch' does not exist"],
  "a key of the other source": [
    ["connection: {", 'token: { ssmParameter: "a" }, connection: {'],
    "'token' does not exist",
  ],
  "a system that there is not": [["github-to-ecs", "github-ecs"], '"github-ecs"\' is not assignable'],
  "a number for a text": [['"shop-artifacts"', "3"], "'number' is not assignable to type 'string'"],
  "an undefined for a default": [
    ['"shop-artifacts"', '"a", expirationDays: undefined'],
    "exactOptionalPropertyTypes",
  ],
  "an entry without its artifact store": [[/artifactStore: .*/, ""], "'artifactStore' is missing"],
} as const;

const fileOf = (name: string): string => `${name.replaceAll(" ", "-")}.ts`;

describe("the compiler", () => {
  let said: readonly string[];

  // One run for all: what an editor would say of an entry while it is written.
  beforeAll(() => {
    const folder = mkdtempSync(join(tmpdir(), "types-"));
    const types = JSON.stringify(join(root, "systems"));
    const write = (name: string, written: string) =>
      writeFileSync(
        join(folder, fileOf(name)),
        `import type { StackSettings } from ${types};\nexport const stacks: readonly StackSettings[] = [${written}];\n`,
      );
    write("right", entry);
    for (const [name, [[right, wrong]]] of Object.entries(mistakes)) write(name, entry.replace(right, wrong));
    const configuration = {
      extends: join(root, "tsconfig.json"),
      compilerOptions: { typeRoots: [join(root, "node_modules/@types")] },
      include: ["*.ts"],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(configuration));
    const { stdout } = spawnSync(join(root, "node_modules/.bin/tsc"), ["-p", folder], {
      encoding: "utf8",
      cwd: folder,
    });
    said = stdout.split(/\n(?=\S)/);
    rmSync(folder, { recursive: true, force: true });
  });

  const of = (name: string): string => said.filter((text) => text.startsWith(fileOf(name))).join("\n");

  it("takes an entry that is right", () => {
    expect(of("right")).toBe("");
  });

  it.each(Object.entries(mistakes))("marks %s", (name, [, message]) => {
    expect(of(name)).toContain(message);
  });
});
