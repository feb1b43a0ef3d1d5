import { describe, expect, it } from "vitest";
import { ExistingImageRepository } from "../../../../modules/ecr/existing-image-repository";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf } from "../../../support/findings";
import { connectionSource, ecrSource, emptyPipeline, pipelineFrom } from "../../../support/minimal-modules";
import { PlainSource } from "../../../support/plain-action";
import { plainPipeline } from "../../../support/plain-pipeline";
import { bucketArn, ref } from "../../../support/ref";
import { Template } from "../../../support/template";

describe("a pipeline", () => {
  it("is V2, superseded, and kept in the artifact store by default", () => {
    expect(new Template(plainPipeline()).at("aws_codepipeline.pipeline")).toMatchObject({
      name: "app",
      pipeline_type: "V2",
      execution_mode: "SUPERSEDED",
      role_arn: ref("aws_iam_role.codepipeline.arn"),
      artifact_store: [{ type: "S3", location: ref("aws_s3_bucket.artifact.id") }],
    });
  });

  it("renders its stages in the order in which they were added", () => {
    expect(new Template(plainPipeline()).at("aws_codepipeline.pipeline").stage).toEqual([
      {
        name: "Source",
        action: [
          {
            name: "Source",
            category: "Source",
            owner: "AWS",
            provider: "Plain",
            version: "1",
            output_artifacts: ["Source"],
          },
        ],
      },
      {
        name: "Last",
        action: [
          {
            name: "Plain",
            category: "Invoke",
            owner: "AWS",
            provider: "Plain",
            version: "1",
            input_artifacts: ["Source"],
          },
        ],
      },
    ]);
  });

  it("waits for its role's permissions, because a new pipeline runs at once", () => {
    expect(new Template(plainPipeline()).at("aws_codepipeline.pipeline").depends_on).toEqual([
      "aws_iam_role_policy.codepipeline",
    ]);
  });

  it("waits for the attachment where the permissions are a managed policy", () => {
    const template = new Template(plainPipeline({ role: { policyType: "managed" } }));
    expect(template.at("aws_codepipeline.pipeline").depends_on).toEqual([
      "aws_iam_role_policy_attachment.codepipeline",
    ]);
  });

  it("lets its role handle artifacts and nothing else, as long as no action asks", () => {
    expect(new Template(plainPipeline()).statements("codepipeline")).toEqual([
      {
        effect: "Allow",
        actions: ["s3:GetBucketLocation", "s3:GetBucketVersioning"],
        resources: [bucketArn("app-artifacts")],
      },
      {
        effect: "Allow",
        actions: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
        resources: [`${bucketArn("app-artifacts")}/*`],
      },
    ]);
  });

  it.each(["SUPERSEDED", "QUEUED", "PARALLEL"] as const)("can be %s", (executionMode) => {
    const stack = plainPipeline({ executionMode });
    expect(findingsOf(stack)).toEqual([]);
    expect(new Template(stack).at("aws_codepipeline.pipeline").execution_mode).toBe(executionMode);
  });

  it.each(["", "my pipeline", "a/b", "p".repeat(101)])("refuses the name %j", (pipelineName) => {
    expect(findingsOf(plainPipeline({ pipelineName, role: { roleName: "role" } }))).toMatchObject([
      { at: "bare/pipeline", says: expect.stringMatching(/^pipelineName is not a valid pipeline name/) },
    ]);
  });
});

describe("a V1 pipeline", () => {
  it("is possible", () => {
    const stack = plainPipeline({ pipelineType: "V1" });
    expect(findingsOf(stack)).toEqual([]);
    expect(new Template(stack).at("aws_codepipeline.pipeline").pipeline_type).toBe("V1");
  });

  it.each(["QUEUED", "PARALLEL"] as const)("is never %s", (executionMode) => {
    expect(findingsOf(plainPipeline({ pipelineType: "V1", executionMode }))).toMatchObject([
      {
        at: "bare/pipeline",
        says: "executionMode is not supported by a V1 pipeline",
        got: `"${executionMode}"`,
        allowed: expect.stringContaining('pipelineType: "V2"'),
      },
    ]);
  });

  it("has no variables", () => {
    expect(findingsOf(plainPipeline({ pipelineType: "V1", variables: [{ name: "TAG" }] }))).toMatchObject([
      { says: "variables is not supported by a V1 pipeline" },
    ]);
  });

  it("has no git triggers", () => {
    const stack = new BareStack();
    const source = connectionSource({ trigger: { push: [{ tags: { includes: ["v*"] } }] } });
    pipelineFrom(stack, source, { pipelineType: "V1" });
    expect(findingsOf(stack)).toMatchObject([{ says: "triggers is not supported by a V1 pipeline" }]);
  });

  it("takes no digest as a revision", () => {
    const stack = new BareStack();
    pipelineFrom(stack, ecrSource(stack, { revision: "digest" }), { pipelineType: "V1" });
    expect(findingsOf(stack)).toMatchObject([
      { at: "bare/pipeline/stages/Source/Source", says: "revision is not supported by a V1 pipeline" },
    ]);
  });
});

describe("what starts a pipeline", () => {
  it("is said once for every source", () => {
    const second = new PlainSource({ actionName: "Second", artifactName: "Second" });
    const pipeline = emptyPipeline(new BareStack()).stage("Source", new PlainSource(), second);
    expect(pipeline.startedBy).toEqual([
      { kind: "event", description: "something" },
      { kind: "event", description: "something" },
    ]);
  });

  it("leaves out the sources that nothing starts, where something starts another", () => {
    const stack = new BareStack();
    const idle = ecrSource(stack, { trigger: "none" });
    const second = new PlainSource({ actionName: "Second", artifactName: "Second" });
    expect(emptyPipeline(stack).stage("Source", idle, second).startedBy).toEqual([
      { kind: "event", description: "something" },
    ]);
  });

  it("is nothing, said once, where nothing starts any of several sources", () => {
    const stack = new BareStack();
    const idle = (actionName: string) =>
      ecrSource(stack, {
        actionName,
        repository: new ExistingImageRepository(stack, actionName, { repositoryName: "team/app" }),
        trigger: "none",
      });
    expect(emptyPipeline(stack).stage("Source", idle("One"), idle("Two")).startedBy).toEqual([
      { kind: "none", description: "nothing in this project" },
    ]);
  });

  it("is nothing for a source that nothing starts", () => {
    const source = new PlainSource({ isStarted: false });
    expect(emptyPipeline(new BareStack()).stage("Source", source).startedBy).toEqual([]);
  });
});
