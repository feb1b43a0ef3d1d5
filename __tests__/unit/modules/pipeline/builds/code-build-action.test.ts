import { describe, expect, it } from "vitest";
import { Artifact } from "../../../../../modules/pipeline/artifact";
import {
  CodeBuildAction,
  type CodeBuildActionProps,
} from "../../../../../modules/pipeline/builds/code-build-action";
import { BareStack } from "../../../../support/bare-stack";
import { findingsOf } from "../../../../support/findings";
import { buildProject, emptyPipeline } from "../../../../support/minimal-modules";
import { PlainSource } from "../../../../support/plain-action";
import { arn, bucketArn, ref } from "../../../../support/ref";
import { type Block, Template } from "../../../../support/template";

const source = new PlainSource();
const others = Array.from(
  { length: 5 },
  (_, index) => new PlainSource({ actionName: `S${index}`, artifactName: `S${index}` }),
);

function withBuild(changes: Partial<CodeBuildActionProps> = {}): BareStack {
  const stack = new BareStack();
  const build = new CodeBuildAction({
    actionName: "Build",
    project: buildProject(stack),
    input: source.output,
    ...changes,
  });
  emptyPipeline(stack)
    .stage("Source", source, ...others)
    .stage("Build", build);
  return stack;
}

const actionOf = (stack: BareStack): Block => new Template(stack).action("Build");

describe("a CodeBuild action", () => {
  it("runs the project on its input and makes one artifact of its own name", () => {
    expect(actionOf(withBuild())).toEqual({
      name: "Build",
      category: "Build",
      owner: "AWS",
      provider: "CodeBuild",
      version: "1",
      input_artifacts: ["Source"],
      output_artifacts: ["Build"],
      configuration: { ProjectName: ref("aws_codebuild_project.build.name") },
    });
  });

  it("names the primary source from the second input on", () => {
    const extraInputs = others.slice(0, 1).map(({ output }) => output);
    expect(actionOf(withBuild({ extraInputs }))).toMatchObject({
      input_artifacts: ["Source", "S0"],
      configuration: { PrimarySource: "Source" },
    });
  });

  it("names no primary source when the list of others is empty", () => {
    expect(actionOf(withBuild({ extraInputs: [] })).configuration).not.toHaveProperty("PrimarySource");
  });

  it("may make nothing, for a build that only tests", () => {
    expect(actionOf(withBuild({ outputs: [] }))).not.toHaveProperty("output_artifacts");
  });

  it("hands variables on as the JSON that CodePipeline reads", () => {
    expect(actionOf(withBuild({ environmentVariables: { TAG: '#{Source.ImageTag}"x"' } }))).toHaveProperty(
      "configuration.EnvironmentVariables",
      [{ name: "TAG", value: '#{Source.ImageTag}"x"', type: "PLAINTEXT" }],
    );
  });

  it("has a namespace once an exported variable is read", () => {
    const stack = new BareStack();
    const build = new CodeBuildAction({
      actionName: "Build",
      project: buildProject(stack),
      input: source.output,
    });
    expect(build.exportedVariable("TAG")).toBe("#{BuildVariables.TAG}");
    emptyPipeline(stack).stage("Source", source).stage("Build", build);
    expect(actionOf(stack)).toHaveProperty("namespace", "BuildVariables");
  });

  it("lets the pipeline start this project only", () => {
    expect(new Template(withBuild()).statements("codepipeline")).toContainEqual({
      effect: "Allow",
      actions: ["codebuild:BatchGetBuilds", "codebuild:StartBuild"],
      resources: [arn("codebuild", "project/app")],
    });
  });

  it("lets the project read and write this pipeline's artifacts only", () => {
    const template = new Template(withBuild());
    expect(template.statements("codebuild")).toContainEqual({
      effect: "Allow",
      actions: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
      resources: [`${bucketArn("app-artifacts")}/*`],
    });
  });

  it("asks for nothing before a pipeline binds it", () => {
    const stack = new BareStack();
    new CodeBuildAction({ actionName: "Build", project: buildProject(stack), input: source.output });
    expect(new Template(stack).statements("codebuild")).toHaveLength(1);
  });

  it("takes at most five inputs and makes at most five artifacts", () => {
    const outputs = Array.from({ length: 6 }, (_, index) => new Artifact(`Out${index}`));
    const extraInputs = others.map(({ output }) => output);
    expect(findingsOf(withBuild({ outputs: outputs.slice(1), extraInputs: extraInputs.slice(1) }))).toEqual(
      [],
    );
    expect(findingsOf(withBuild({ outputs, extraInputs }))).toMatchObject([
      {
        says: "inputs does not fit the CodeBuild action",
        got: "6",
        allowed: expect.stringMatching(/^1 to 5 /),
      },
      {
        says: "outputs does not fit the CodeBuild action",
        got: "6",
        allowed: expect.stringMatching(/^0 to 5 /),
      },
    ]);
  });

  it("says what is wrong when the output of a build is read that makes nothing", () => {
    const stack = new BareStack();
    const build = new CodeBuildAction({
      actionName: "Test",
      project: buildProject(stack),
      input: source.output,
      outputs: [],
    });
    expect(() => build.output).toThrow(/"Test" makes no artifact/);
  });
});
