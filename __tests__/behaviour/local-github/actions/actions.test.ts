import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Action, ActionStep } from "../../../../local/github/actions/uses/action";
import { renderTaskDefinition } from "../../../../local/github/actions/uses/amazon-ecs-render-task-definition";
import { configureAwsCredentials } from "../../../../local/github/actions/uses/configure-aws-credentials";
import { actionOf } from "../../../../local/github/actions/uses/index";
import { actionInputs } from "../../../../local/github/actions/uses/inputs";
import { withoutEmptyValues } from "../../../../local/github/actions/uses/without-empty-values";

interface Ran {
  readonly outputs: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
}

async function ran(
  action: Action,
  given: Record<string, string>,
  files: Record<string, string> = {},
): Promise<Ran> {
  const workspace = mkdtempSync(join(tmpdir(), "workspace-"));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(workspace, path), text);
  const outputs: Record<string, string> = {};
  const lines: string[] = [];
  const step: ActionStep = {
    inputs: actionInputs(action, given, {}),
    environment: {},
    state: new Map(),
    job: {
      workspace,
      temporary: workspace,
      repository: { fullName: "shop/app", sha: "0".repeat(40), ref: "refs/heads/main" },
      readsContents: true,
      githubUrl: "",
      awsEndpoint: "",
      identityToken: undefined,
      docker: async () => ({ exitStatus: 0, stdout: "", stderr: "" }),
      now: async () => 0,
      signal: new AbortController().signal,
    },
    log: (line) => lines.push(line),
    mask: () => {},
    setOutput: (name, value) => {
      outputs[name] = value;
    },
    exportVariable: () => {},
  };
  await action.run(step);
  return { outputs, lines };
}

const definition = {
  family: "app",
  revision: 7,
  status: "ACTIVE",
  containerDefinitions: [
    { name: "web", image: "a", environment: [{ name: "A", value: "1" }] },
    { name: "log" },
  ],
};
const file = { "task.json": JSON.stringify(definition) };

describe("the stand-in that renders a task definition", () => {
  const inputs = { "task-definition": "task.json", "container-name": "web", image: "b" };
  const rendered = async (more: Record<string, string> = {}) => {
    const { outputs } = await ran(renderTaskDefinition, { ...inputs, ...more }, file);
    return JSON.parse(readFileSync(outputs["task-definition"] ?? "", "utf8"));
  };

  it("puts image and variables in, and leaves out what only AWS tells", async () => {
    expect(await rendered({ "environment-variables": "A=2\n\n  B=x=y" })).toEqual({
      family: "app",
      containerDefinitions: [
        {
          name: "web",
          image: "b",
          environment: [
            { name: "A", value: "2" },
            { name: "B", value: "x=y" },
          ],
        },
        { name: "log" },
      ],
    });
  });

  it("takes several containers", async () => {
    expect((await rendered({ "container-name": "web,log" })).containerDefinitions).toMatchObject([
      { image: "b" },
      { name: "log", image: "b" },
    ]);
  });

  it.each([
    ["a container that is not there", { "container-name": "x" }, "Could not find container definition"],
    [
      "a file that is not there",
      { "task-definition": "x.json" },
      "Task definition file does not exist: x.json",
    ],
    [
      "a variable without a value",
      { "environment-variables": "A" },
      "Cannot parse the environment variable 'A'",
    ],
    ["no image", { image: "" }, "Input required and not supplied: image"],
    ["an input that it does not play", { secrets: "A=b" }, '"secrets: A=b"'],
  ])("refuses %s", async (_name, more, words) => {
    await expect(rendered(more)).rejects.toThrow(words);
  });
});

describe("the stand-in that deploys a task definition", () => {
  it("leaves out what is empty, but for the value of a variable and keys that it is told to keep", () => {
    const given = {
      family: "app",
      tags: [],
      cpu: "",
      volumes: [{ name: "" }],
      memory: null,
      placementConstraints: [],
      containerDefinitions: [{ name: "web", links: [], environment: [{ name: "A", value: "" }, {}] }],
    };
    expect(withoutEmptyValues(given, new Set(["tags"]))).toEqual({
      family: "app",
      tags: [],
      containerDefinitions: [{ name: "web", environment: [{ name: "A", value: "" }] }],
    });
  });
});

describe("the stand-in that configures credentials", () => {
  it.each([
    ["a region that is none", { "aws-region": "a b" }, "Region is not valid: a b"],
    [
      "a name of the session that is none",
      { "role-session-name": "a/b" },
      "Role session name is not valid: 'a/b'",
    ],
    ["a key without its secret", { "aws-access-key-id": "a" }, "'aws-secret-access-key' must be provided"],
    ["nothing to become somebody with", {}, "Could not load credentials from any providers"],
    [
      "a role by a key",
      { "aws-access-key-id": "a", "role-to-assume": "b" },
      "a role that is assumed with access keys",
    ],
    ["a flag that is none", { "mask-aws-account-id": "yes" }, '"mask-aws-account-id: yes"'],
  ])("refuses %s", async (_name, more, words) => {
    await expect(ran(configureAwsCredentials, { "aws-region": "eu-west-1", ...more })).rejects.toThrow(words);
  });
});

describe("the name of an action", () => {
  it.each(["v6", "v6.1.0", "e6de054238d6b7531b4efff3b6587d9aade6a06c"])("is known with %s", (ref) => {
    expect(actionOf(`aws-actions/configure-aws-credentials@${ref}`)).toBe(configureAwsCredentials);
  });

  it.each(["v5", "v60", "main", "0000000000000000000000000000000000000000"])("is refused with %s", (ref) => {
    expect(() => actionOf(`aws-actions/configure-aws-credentials@${ref}`)).toThrow(
      "Add it to local/github/actions/uses/configure-aws-credentials.ts",
    );
  });
});
