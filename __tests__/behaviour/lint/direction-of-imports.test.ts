import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(__dirname, "../../..");

const welcome = [
  ["modules/registry", "cdktf"],
  ["modules/registry", "@cdktf/provider-aws/lib/ecr-repository"],
  ["modules/registry", "../findings/finding"],
  ["stacks", "../modules/registry/image-registry"],
  ["stacks", "../settings/schema/entry"],
  ["settings", "../modules/aws/name-rules"],
] as const;

const refused = [
  ["modules/registry", "@cdktf/provider-aws", "barrel"],
  ["modules/registry", "@cdktf/provider-github", "Import one resource"],
  ["stacks", "@cdktf/provider-aws", "barrel"],
  ["stacks", "@cdktf/provider-random", "Import one resource"],
  ["report", "@cdktf/provider-aws", "barrel"],
  ["modules/registry", "cdktf/lib/app", 'from "cdktf" only'],
  ["stacks", "cdktf/lib/app", 'from "cdktf" only'],
  ["report", "cdktf/lib/app", 'from "cdktf" only'],
  ["modules/registry", "../../settings/project", "one way"],
  ["modules/registry", "../../stacks/base", "one way"],
  ["modules/registry", "../../report/summary", "one way"],
  ["modules/registry", "../../local/bench", "one way"],
  ["stacks", "../settings/pipelines", "one way"],
  ["stacks", "../report/summary", "one way"],
  ["settings", "../stacks/base", "one way"],
  ["local", "../modules/aws/name-rules", "knows nothing"],
] as const;

interface Diagnostic {
  readonly category: string;
  readonly message: string;
  readonly location: { readonly path: string };
}

const fileOf = (folder: string, name: string): string => `${folder}/${name.replace(/\W+/g, "-")}.ts`;

/** What the linter says, with this project's configuration, of a file for each import. */
function lint(project: string): Promise<readonly Diagnostic[]> {
  for (const name of ["biome.json", ".gitignore"]) cpSync(join(root, name), join(project, name));
  for (const [folder, name] of [...welcome, ...refused]) {
    const file = join(project, fileOf(folder, name));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `import { used } from "${name}";\n\nexport const using = used;\n`);
  }
  writeFileSync(join(project, "modules/environment.ts"), "export const region = process.env.AWS_REGION;\n");
  const biome = join(root, "node_modules/.bin/biome");
  const options = ["lint", "--reporter=json", "--max-diagnostics=none", "."];
  return new Promise((resolve, reject) => {
    // The linter's findings make it fail; only without a report did it not run.
    execFile(biome, options, { cwd: project }, (error, stdout) =>
      stdout ? resolve(JSON.parse(stdout).diagnostics) : reject(error),
    );
  });
}

describe("the linter", () => {
  const project = mkdtempSync(join(tmpdir(), "lint-"));
  let diagnostics: readonly Diagnostic[] = [];

  beforeAll(async () => {
    diagnostics = await lint(project);
  });
  afterAll(() => rmSync(project, { recursive: true }));

  const saidOf = (file: string) => diagnostics.filter(({ location }) => location.path.endsWith(file));

  it.each(welcome)("lets %s import %s", (folder, name) => {
    expect(saidOf(fileOf(folder, name))).toEqual([]);
  });

  it.each(refused)("refuses in %s an import of %s and says why", (folder, name, why) => {
    expect(saidOf(fileOf(folder, name))).toMatchObject([
      { category: "lint/style/noRestrictedImports", message: expect.stringContaining(why) },
    ]);
  });

  it("keeps process.env out of modules", () => {
    expect(saidOf("modules/environment.ts")).toMatchObject([{ category: "lint/style/noProcessEnv" }]);
  });
});
