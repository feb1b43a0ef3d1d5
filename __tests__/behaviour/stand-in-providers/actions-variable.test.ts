import { expect, it } from "vitest";
import { missingForTerraform } from "../../../local/terraform/terraform-binary";
import { requires } from "../../support/requires";
import { reference } from "../local-terraform/stack-folder";
import { AppliedResource } from "./applied-resource";

const VARIABLE = "github_actions_variable.example";

requires(missingForTerraform())("github_actions_variable", () => {
  const variable = (repository: string, changes: object) => ({
    provider: { github: [{ owner: "acme" }] },
    resource: {
      github_actions_variable: {
        example: { repository, variable_name: "aws_region", value: "eu-west-1", ...changes },
      },
    },
    output: {
      id: { value: reference(`${VARIABLE}.id`) },
      made: { value: reference(`${VARIABLE}.created_at`) },
    },
  });
  const applied = new AppliedResource({ address: VARIABLE, configuration: variable });
  const call = (method: string, path: string, body?: object) =>
    applied.call(method, `actions/variables/${path}`, body);

  it("makes the variable, which GitHub keeps in upper case, and has no changes afterwards", async () => {
    expect(await applied.repository.actionsVariables()).toEqual({ AWS_REGION: "eu-west-1" });
    expect(await applied.stack.output()).toEqual({
      id: `${applied.repository.name}:aws_region`,
      made: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+0000 UTC$/),
    });
    expect(await applied.stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("changes its value in place", async () => {
    await applied.change({ value: "eu-west-2" });
    expect((await applied.planned())?.actions).toEqual(["update"]);
    await applied.stack.apply();
    expect(await applied.repository.actionsVariables()).toEqual({ AWS_REGION: "eu-west-2" });
    expect(await applied.stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("is replaced by one of another name", async () => {
    await applied.change({ variable_name: "REGION" });
    expect(await applied.planned()).toMatchObject({
      actions: ["delete", "create"],
      replace_paths: [["variable_name"]],
    });
    await applied.stack.apply();
    expect(await applied.repository.actionsVariables()).toEqual({ REGION: "eu-west-1" });
  });

  it("is made again when somebody deleted it, and changed back when somebody changed it", async () => {
    await call("PATCH", "AWS_REGION", { value: "elsewhere" });
    expect((await applied.planned())?.actions).toEqual(["update"]);
    await call("DELETE", "AWS_REGION");
    expect((await applied.planned())?.actions).toEqual(["create"]);
    await applied.stack.apply();
    expect(await applied.repository.actionsVariables()).toEqual({ AWS_REGION: "eu-west-1" });
  });

  it("fails where the name is taken", async () => {
    await applied.stack.run(["state", "rm", VARIABLE]);
    await expect(applied.stack.apply()).rejects.toThrow("409 Already exists");
  });

  it("is imported by repository and name", async () => {
    await applied.stack.run(["state", "rm", VARIABLE]);
    await applied.stack.import(VARIABLE, `${applied.repository.name}:aws_region`);
    expect(await applied.stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("refuses a name that GitHub gives to no variable", async () => {
    await applied.change({ variable_name: "GITHUB_REGION" });
    await expect(applied.stack.validate()).rejects.toThrow("must not start with the GITHUB_ prefix");
    await applied.change({ variable_name: "aws-region" });
    await expect(applied.stack.plan()).rejects.toThrow("alphanumeric characters or underscores");
  });

  it("leaves no variable after destroy", async () => {
    await applied.stack.destroy();
    expect(await applied.repository.actionsVariables()).toEqual({});
  });
});
