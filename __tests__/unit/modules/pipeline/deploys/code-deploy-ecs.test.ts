import { describe, expect, it } from "vitest";
import { Artifact } from "../../../../../modules/pipeline/artifact";
import {
  CodeDeployEcs,
  type CodeDeployEcsProps,
} from "../../../../../modules/pipeline/deploys/code-deploy-ecs";
import { BareStack } from "../../../../support/bare-stack";
import { findingsOf } from "../../../../support/findings";
import { emptyPipeline } from "../../../../support/minimal-modules";
import { PlainAction, PlainSource } from "../../../../support/plain-action";
import { arn } from "../../../../support/ref";
import { type Block, Template } from "../../../../support/template";

const taskRole = "arn:aws:iam::123456789012:role/task";
const images = ["a", "b", "c", "d", "e"].map((name) => new Artifact(name));
const placeholders = (...artifacts: readonly (Artifact | undefined)[]) =>
  artifacts.flatMap((artifact, index) =>
    artifact ? [{ artifact, placeholder: `IMAGE${index + 1}_NAME` }] : [],
  );

function withDeploy(changes: Partial<CodeDeployEcsProps> = {}): BareStack {
  const stack = new BareStack();
  const source = new PlainSource();
  const deploy = new CodeDeployEcs({
    actionName: "Deploy",
    applicationName: "shop",
    deploymentGroupName: "production",
    deploymentConfigName: "CodeDeployDefault.ECSAllAtOnce",
    input: source.output,
    taskRoleArns: [taskRole],
    ...changes,
  });
  emptyPipeline(stack)
    .stage("Source", source)
    .stage("Images", new PlainAction({ inputs: [source.output], outputs: images }))
    .stage("Deploy", deploy);
  return stack;
}

const statements = (changes: Partial<CodeDeployEcsProps> = {}): readonly Block[] =>
  new Template(withDeploy(changes)).statements("codepipeline");
const statementOf = (action: string, changes: Partial<CodeDeployEcsProps> = {}) =>
  statements(changes).find(({ actions }) => (actions as readonly string[]).includes(action));

describe("a CodeDeploy action for ECS", () => {
  it("names the deployment group, and the two files of one artifact", () => {
    expect(new Template(withDeploy()).action("Deploy")).toEqual({
      name: "Deploy",
      category: "Deploy",
      owner: "AWS",
      provider: "CodeDeployToECS",
      version: "1",
      input_artifacts: ["Source"],
      configuration: {
        ApplicationName: "shop",
        DeploymentGroupName: "production",
        TaskDefinitionTemplateArtifact: "Source",
        TaskDefinitionTemplatePath: "taskdef.json",
        AppSpecTemplateArtifact: "Source",
        AppSpecTemplatePath: "appspec.yaml",
      },
    });
  });

  it("finds the files under other paths", () => {
    const stack = withDeploy({ taskDefinitionPath: "ecs/task.json", appSpecPath: "ecs/app.yaml" });
    expect(new Template(stack).action("Deploy").configuration).toMatchObject({
      TaskDefinitionTemplatePath: "ecs/task.json",
      AppSpecTemplatePath: "ecs/app.yaml",
    });
  });

  it("writes images in place of placeholders, and reads an artifact once that several are of", () => {
    const stack = withDeploy({ images: placeholders(images[0], images[1], images[0]) });
    expect(findingsOf(stack)).toEqual([]);
    const action = new Template(stack).action("Deploy");
    expect(action.input_artifacts).toEqual(["Source", "a", "b"]);
    expect(action.configuration).toMatchObject({
      Image1ArtifactName: "a",
      Image1ContainerName: "IMAGE1_NAME",
      Image2ArtifactName: "b",
      Image2ContainerName: "IMAGE2_NAME",
      Image3ArtifactName: "a",
      Image3ContainerName: "IMAGE3_NAME",
    });
  });

  it("deploys to this group by this configuration only", () => {
    expect(statementOf("codedeploy:CreateDeployment")?.resources).toEqual([
      arn("codedeploy", "deploymentgroup:shop/production"),
    ]);
    expect(statementOf("codedeploy:RegisterApplicationRevision")?.resources).toEqual([
      arn("codedeploy", "application:shop"),
    ]);
    expect(statementOf("codedeploy:GetDeploymentConfig")?.resources).toEqual([
      arn("codedeploy", "deploymentconfig:CodeDeployDefault.ECSAllAtOnce"),
    ]);
  });

  it("asks for nothing that AWS's page does not list", () => {
    const actions = statements()
      .flatMap((statement) => statement.actions as readonly string[])
      .filter((action) => !action.startsWith("s3:"));
    expect(actions.sort()).toEqual([
      "codedeploy:CreateDeployment",
      "codedeploy:GetApplication",
      "codedeploy:GetApplicationRevision",
      "codedeploy:GetDeployment",
      "codedeploy:GetDeploymentConfig",
      "codedeploy:RegisterApplicationRevision",
      "ecs:RegisterTaskDefinition",
      "ecs:TagResource",
      "iam:PassRole",
    ]);
  });

  it("tags task definitions only while it registers them", () => {
    expect(statementOf("ecs:TagResource")).toMatchObject({
      resources: [arn("ecs", "task-definition/*")],
      condition: [{ test: "StringEquals", variable: "ecs:CreateAction", values: ["RegisterTaskDefinition"] }],
    });
  });

  it("passes the roles of the task definition to ECS and its tasks only", () => {
    expect(statementOf("iam:PassRole")).toEqual({
      effect: "Allow",
      actions: ["iam:PassRole"],
      resources: [taskRole],
      condition: [
        {
          test: "StringEquals",
          variable: "iam:PassedToService",
          values: ["ecs-tasks.amazonaws.com", "ecs.amazonaws.com"],
        },
      ],
    });
  });

  it("passes no role of a task definition without roles", () => {
    expect(statementOf("iam:PassRole", { taskRoleArns: [] })).toBeUndefined();
  });

  it("takes four images, and refuses the fifth", () => {
    expect(findingsOf(withDeploy({ images: placeholders(...images.slice(0, 4)) }))).toEqual([]);
    const [a] = images;
    expect(findingsOf(withDeploy({ images: placeholders(a, a, a, a, a) }))).toMatchObject([
      { at: "bare/pipeline/stages/Deploy/Deploy", says: "images has too many entries", got: "5" },
    ]);
  });

  it("says where it deploys to", () => {
    const input = new Artifact("Build");
    const deploy = new CodeDeployEcs({
      actionName: "Deploy",
      applicationName: "shop",
      deploymentGroupName: "production",
      deploymentConfigName: "one",
      input,
      taskRoleArns: [],
    });
    expect(deploy.target).toBe("shop/production on CodeDeploy");
  });
});
