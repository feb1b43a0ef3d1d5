import { describe, expect, it } from "vitest";
import { parsedWorkflow, workflowProblems } from "../../support/parsed-workflow";
import { ProjectCopy } from "../../support/project-copy";
import { shippedGithubToEcs } from "../../support/shipped";

const workflow = (copy: ProjectCopy, ...args: readonly string[]) =>
  copy.tool("tools/workflow.ts", {}, ...args);

const taskDefinitionFile = "settings/task-definitions/shop.json";
const fileName = ".github/workflows/deploy-shop.yml";

const entry = (stack: string): object => ({
  system: "github-actions-to-ecs",
  stack,
  region: "ap-northeast-1",
  github: { owner: "your-organization", repository: "shop", branch: "main" },
  service: { clusterName: "production", serviceName: stack, containerName: "app" },
  taskDefinition: {
    bucket: `your-organization-${stack}-task-definition`,
    taskDefinitionFile,
  },
});

function copyWith(...entries: readonly object[]): ProjectCopy {
  const taskDefinition = {
    family: "shop",
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "256",
    memory: "512",
    executionRoleArn: "arn:aws:iam::123456789012:role/shop-execution",
    containerDefinitions: [{ name: "app", image: "app", essential: true }],
  };
  return ProjectCopy.forThisTest()
    .setStacks(entries)
    .write(taskDefinitionFile, JSON.stringify(taskDefinition));
}

describe("npm run workflow", () => {
  it("prints the workflow of the only stack that has one, and writes nothing", async () => {
    const copy = copyWith(entry("shop"));
    const { code, stdout, stderr } = workflow(copy);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(await workflowProblems(stdout)).toEqual([]);
    expect(parsedWorkflow(stdout).name).toBe("Deploy shop to ECS");
    expect(copy.output()).toEqual({});
  });

  it("writes the same text into a file, with the folders above it", () => {
    const copy = copyWith(entry("shop"));
    const { stdout } = workflow(copy);
    expect(workflow(copy, "shop", "--output", fileName)).toEqual({
      code: 0,
      stdout: `Written: ${copy.folder}/${fileName}\n`,
      stderr: "",
    });
    expect(copy.read(fileName)).toBe(stdout);
  });

  it("asks which one, where several stacks have a workflow", () => {
    // An account has one provider for an issuer.
    const second = { ...entry("blog"), identity: { type: "oidc", oidcProvider: "existing" } };
    const copy = copyWith(entry("shop"), second);
    expect(workflow(copy)).toEqual({
      code: 1,
      stdout: "",
      stderr: "Several stacks have a workflow; name one of them: shop, blog\n",
    });
    expect(parsedWorkflow(workflow(copy, "blog").stdout).concurrency.group).toBe("deploy-blog");
  });

  it("says that no entry has a workflow, and leaves no output behind", () => {
    const copy = ProjectCopy.forThisTest().setStacks([shippedGithubToEcs]);
    expect(workflow(copy)).toEqual({
      code: 1,
      stdout: "",
      stderr: 'No entry of settings/stacks.ts is of the system "github-actions-to-ecs".\n',
    });
    expect(copy.output()).toEqual({});
  });

  it("reports mistakes in the settings as a synth does", () => {
    const copy = copyWith({ ...entry("shop"), sevice: {} });
    const { code, stdout, stderr } = workflow(copy);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toBe(copy.synth().stderr);
    expect(stderr).toContain("1 problem in the settings; nothing was written.");
  });

  it("refuses arguments that it does not understand before it reads the settings", () => {
    const copy = ProjectCopy.forThisTest().setStacks("broken");
    expect(workflow(copy, "--what")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/usage: .*\n$/),
    });
  });
});
