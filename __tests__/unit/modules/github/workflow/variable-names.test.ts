import { describe, expect, it } from "vitest";
import {
  isVariableName,
  variablePrefix,
  workflowSecrets,
  workflowVariables,
} from "../../../../../modules/github/workflow/variable-names";

describe("the names of an entry's variables", () => {
  it("say what they hold, behind the entry's prefix", () => {
    expect(workflowVariables("SHOP")).toEqual({
      region: "SHOP_AWS_REGION",
      roleArn: "SHOP_AWS_ROLE_ARN",
      ecrRepository: "SHOP_ECR_REPOSITORY",
      cluster: "SHOP_ECS_CLUSTER",
      service: "SHOP_ECS_SERVICE",
      container: "SHOP_ECS_CONTAINER",
      taskDefinitionBucket: "SHOP_TASK_DEFINITION_BUCKET",
      taskDefinitionKey: "SHOP_TASK_DEFINITION_KEY",
    });
    expect(workflowSecrets("SHOP")).toEqual({
      accessKeyId: "SHOP_AWS_ACCESS_KEY_ID",
      secretAccessKey: "SHOP_AWS_SECRET_ACCESS_KEY",
    });
  });

  it.each([
    ["shop", "SHOP"],
    ["my-shop.api", "MY_SHOP_API"],
    ["my--shop-", "MY_SHOP"],
    ["-shop", "SHOP"],
    ["2nd-shop", "_2ND_SHOP"],
    ["github-mirror", "_GITHUB_MIRROR"],
    ["github", "_GITHUB"],
    ["githubber", "GITHUBBER"],
    ["日本", ""],
  ])("start for %s with %s", (name, prefix) => {
    expect(variablePrefix(name)).toBe(prefix);
  });

  it.each(["shop", "my-shop.api", "2nd-shop", "github", "github_x", "日本", "", "_", "0"])(
    "are names that GitHub takes, whatever the entry is called: %j",
    (name) => {
      const prefix = variablePrefix(name);
      const names = [...Object.values(workflowVariables(prefix)), ...Object.values(workflowSecrets(prefix))];
      expect(names.filter((one) => !isVariableName(one))).toEqual([]);
      expect(new Set(names).size).toBe(10);
    },
  );

  it.each(["1SHOP", "GITHUB_SHOP", "MY-SHOP", "MY SHOP", "shop", "", "É"])("are not such as %j", (name) => {
    expect(isVariableName(name)).toBe(false);
  });
});
