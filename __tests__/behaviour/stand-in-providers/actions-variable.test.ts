import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type LocalGithub, startLocalGithub } from "../../../local/github/local-github";
import { LocalRepository } from "../../../local/github/local-repository";
import { missingForTerraform } from "../../../local/terraform/terraform-binary";
import type { Workspace } from "../../../local/terraform/workspace";
import { requires } from "../../support/requires";
import { callApi } from "../local-github/github-api";
import { closeStacks, openStack } from "../local-terraform/open-stack";
import { reference, writeStack } from "../local-terraform/stack-folder";

const VARIABLE = "github_actions_variable.example";

requires(missingForTerraform())("github_actions_variable", () => {
  let github: LocalGithub;
  let stack: Workspace;
  let repository: LocalRepository;

  beforeAll(async () => {
    github = await startLocalGithub();
  });
  afterAll(() => github.stop());

  const variable = (changes: object = {}) => ({
    provider: { github: [{ owner: "acme" }] },
    resource: {
      github_actions_variable: {
        example: { repository: repository.name, variable_name: "aws_region", value: "eu-west-1", ...changes },
      },
    },
    output: {
      id: { value: reference(`${VARIABLE}.id`) },
      made: { value: reference(`${VARIABLE}.created_at`) },
    },
  });

  beforeEach(async ({ task }) => {
    repository = new LocalRepository(github.url, "acme", `shop-${task.id}`);
    stack = await openStack(variable(), {
      environment: { GITHUB_BASE_URL: github.url, GITHUB_TOKEN: "a-token" },
    });
    await stack.apply();
  });
  afterEach(closeStacks);

  const change = (changes: object) => writeStack(stack.folder, variable(changes));
  const call = (method: string, path: string, body?: object) =>
    callApi(github.url, `acme/${repository.name}`, method, `actions/variables/${path}`, body);
  const planned = async () => {
    await stack.plan();
    const { resource_changes: changes = [] } = await stack.planJson();
    return changes.find(({ address }) => address === VARIABLE)?.change;
  };

  it("makes the variable, which GitHub keeps in upper case, and has no changes afterwards", async () => {
    expect(await repository.actionsVariables()).toEqual({ AWS_REGION: "eu-west-1" });
    expect(await stack.output()).toEqual({
      id: `${repository.name}:aws_region`,
      made: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+0000 UTC$/),
    });
    expect(await stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("changes its value in place", async () => {
    await change({ value: "eu-west-2" });
    expect((await planned())?.actions).toEqual(["update"]);
    await stack.apply();
    expect(await repository.actionsVariables()).toEqual({ AWS_REGION: "eu-west-2" });
    expect(await stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("is replaced by one of another name", async () => {
    await change({ variable_name: "REGION" });
    expect(await planned()).toMatchObject({
      actions: ["delete", "create"],
      replace_paths: [["variable_name"]],
    });
    await stack.apply();
    expect(await repository.actionsVariables()).toEqual({ REGION: "eu-west-1" });
  });

  it("is made again when somebody deleted it, and changed back when somebody changed it", async () => {
    await call("PATCH", "AWS_REGION", { value: "elsewhere" });
    expect((await planned())?.actions).toEqual(["update"]);
    await call("DELETE", "AWS_REGION");
    expect((await planned())?.actions).toEqual(["create"]);
    await stack.apply();
    expect(await repository.actionsVariables()).toEqual({ AWS_REGION: "eu-west-1" });
  });

  it("fails where the name is taken", async () => {
    await stack.run(["state", "rm", VARIABLE]);
    await expect(stack.apply()).rejects.toThrow("409 Already exists");
  });

  it("is imported by repository and name", async () => {
    await stack.run(["state", "rm", VARIABLE]);
    await stack.import(VARIABLE, `${repository.name}:aws_region`);
    expect(await stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("refuses a name that GitHub gives to no variable", async () => {
    await change({ variable_name: "GITHUB_REGION" });
    await expect(stack.validate()).rejects.toThrow("must not start with the GITHUB_ prefix");
    await change({ variable_name: "aws-region" });
    await expect(stack.plan()).rejects.toThrow("alphanumeric characters or underscores");
  });

  it("leaves no variable after destroy", async () => {
    await stack.destroy();
    expect(await repository.actionsVariables()).toEqual({});
  });
});
