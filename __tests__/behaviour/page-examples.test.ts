import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeBlocks, page } from "../support/page";
import { ProjectCopy, tryParts } from "../support/project-copy";

const pages = [
  "README.md",
  "docs/release-path.md",
  "docs/service.md",
  "docs/accounts.md",
  "docs/stacks/ecr-push-blue-green.md",
  "docs/stacks/commit-status.md",
  "docs/stacks/github-actions-to-ecs.md",
  "docs/stacks/cloudfront-continuous-deployment.md",
];

const beside = `
  system: "github-to-ecs",
  stack: "example",
  source: {
    type: "connection",
    owner: "your-organization",
    repository: "billing",
    branch: "main",
    connection: { name: "github" },
  },
  artifactStore: { bucket: "your-organization-billing-artifact" },`;

/** A list of entries with the example in it: a whole entry, or some of its keys. */
const asEntries = (example: string): string =>
  example.startsWith("{") ? `[${example}]` : `[{${beside}\n${example}\n}]`;

const examples = pages.flatMap((path) =>
  codeBlocks(path, "ts").map((example, index) => ({
    name: `${path}, example ${index + 1}`,
    file: `settings/example-${path.replaceAll(/\W/g, "-")}-${index}.ts`,
    entries: asEntries(example),
  })),
);

it.each(pages)("%s has examples", (path) => {
  expect(codeBlocks(path, "ts")).not.toEqual([]);
});

describe("the examples of the pages", () => {
  let copy: ProjectCopy;
  beforeAll(() => {
    copy = new ProjectCopy("page-examples-", tryParts);
  });
  afterAll(() => copy.remove());

  it("are what the compiler takes for settings", () => {
    const configuration = JSON.parse(page("tsconfig.json")) as object;
    copy.write("tsconfig.json", JSON.stringify({ ...configuration, include: ["settings/*.ts"] }));
    for (const { file, entries } of examples) {
      const types = 'readonly import("../systems").StackSettings[]';
      copy.write(file, `export const stacks: ${types} = ${entries};\n`);
    }
    expect(copy.runDependency("tsc", "--noEmit")).toMatchObject({ code: 0, stdout: "" });
  });

  it.each(examples)("synthesize without a problem: $name", ({ entries }) => {
    expect(copy.setStacks(entries).synth()).toMatchObject({ code: 0, stderr: "" });
  });
});
