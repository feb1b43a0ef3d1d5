import { describe, expect, it } from "vitest";
import type { PipelineProps } from "../../../../modules/pipeline/pipeline";
import { ArtifactStore } from "../../../../modules/s3/artifact-store";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf } from "../../../support/findings";
import { emptyPipeline } from "../../../support/minimal-modules";
import { PlainAction, PlainSource } from "../../../support/plain-action";
import { bucketArn, ref } from "../../../support/ref";
import { Template } from "../../../support/template";

type Options = ConstructorParameters<typeof PlainAction>[0];

function withAction(options: Options, changes: (stack: BareStack) => Partial<PipelineProps> = () => ({})) {
  const stack = new BareStack();
  const source = new PlainSource();
  emptyPipeline(stack, changes(stack))
    .stage("Source", source)
    .stage("Last", new PlainAction({ inputs: [source.output], ...options }));
  return stack;
}

const role = "arn:aws:iam::210987654321:role/deployer";

describe("an action", () => {
  it("says when it runs among those of its stage", () => {
    const stack = withAction({ runOrder: 3 });
    expect(findingsOf(stack)).toEqual([]);
    expect(new Template(stack).action("Plain")).toMatchObject({ run_order: 3 });
  });

  it("runs as another role, which the pipeline's role may assume", () => {
    const template = new Template(withAction({ roleArn: role }));
    expect(template.action("Plain").role_arn).toBe(role);
    expect(template.statements("codepipeline")).toContainEqual({
      effect: "Allow",
      actions: ["sts:AssumeRole"],
      resources: [role],
    });
  });

  it("runs in another Region, with an artifact store there that the pipeline's role may use", () => {
    const stack = withAction({ region: "us-east-1" }, (scope) => ({
      crossRegionArtifactStores: {
        "us-east-1": new ArtifactStore(scope, "virginia", { bucket: "app-artifacts-virginia" }),
      },
    }));
    expect(findingsOf(stack)).toEqual([]);
    const template = new Template(stack);
    expect(template.action("Plain").region).toBe("us-east-1");
    expect(template.at("aws_codepipeline.pipeline").artifact_store).toEqual([
      { type: "S3", location: ref("aws_s3_bucket.artifact.id"), region: "eu-central-1" },
      { type: "S3", location: ref("aws_s3_bucket.virginia.id"), region: "us-east-1" },
    ]);
    expect(JSON.stringify(template.statements("codepipeline"))).toContain(
      bucketArn("app-artifacts-virginia"),
    );
  });

  it.each<[Options, string]>([
    [{ region: "us-east-1" }, 'action "Plain" region is a Region without an artifact store'],
    [{ roleArn: "deployer" }, "roleArn is not an ARN of the kind that is needed"],
    [{ runOrder: 1000 }, "runOrder is out of range"],
  ])("is refused with %j", (options, says) => {
    expect(findingsOf(withAction(options))).toMatchObject([{ says }]);
  });
});

describe("the namespace of an action's output variables", () => {
  it("is written even when a variable is first read after the last stage was added", () => {
    const stack = new BareStack();
    const source = new PlainSource();
    const action = new PlainAction({ inputs: [source.output] });
    emptyPipeline(stack).stage("Source", source).stage("Last", action);
    expect(action.value("Colour")).toBe("#{PlainVariables.Colour}");
    expect(new Template(stack).action("Plain").namespace).toBe("PlainVariables");
  });

  it("is left out where nobody reads a variable", () => {
    expect(new Template(withAction({})).action("Plain")).not.toHaveProperty("namespace");
  });
});
