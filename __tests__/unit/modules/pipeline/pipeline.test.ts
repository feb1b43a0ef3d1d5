import { describe, expect, it } from "vitest";
import type { PipelineProps } from "../../../../modules/pipeline/pipeline";
import type { PipelineVariable } from "../../../../modules/pipeline/pipeline-variable";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf } from "../../../support/findings";
import { connectionSource, ecrSource, emptyPipeline, pipelineFrom } from "../../../support/minimal-modules";
import { PlainAction, PlainSource, plainStage } from "../../../support/plain-action";
import { ref } from "../../../support/ref";
import { Template } from "../../../support/template";

function withPipeline(changes: Partial<PipelineProps> = {}): BareStack {
  const stack = new BareStack();
  const source = new PlainSource();
  emptyPipeline(stack, changes).stage("Source", source).stage("Last", plainStage(source.output));
  return stack;
}

describe("a pipeline", () => {
  it("is V2, superseded, and kept in the artifact store by default", () => {
    expect(new Template(withPipeline()).at("aws_codepipeline.pipeline")).toMatchObject({
      name: "app",
      pipeline_type: "V2",
      execution_mode: "SUPERSEDED",
      role_arn: ref("aws_iam_role.codepipeline.arn"),
      artifact_store: [{ type: "S3", location: ref("aws_s3_bucket.artifact.id") }],
    });
  });

  it("renders its stages in the order in which they were added", () => {
    expect(new Template(withPipeline()).at("aws_codepipeline.pipeline").stage).toEqual([
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
            configuration: {},
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
            configuration: {},
          },
        ],
      },
    ]);
  });

  it("waits for its role's permissions, because a new pipeline runs at once", () => {
    expect(new Template(withPipeline()).at("aws_codepipeline.pipeline").depends_on).toEqual([
      "aws_iam_role_policy.codepipeline",
    ]);
  });

  it("waits for the attachment where the permissions are a managed policy", () => {
    const template = new Template(withPipeline({ role: { policyType: "managed" } }));
    expect(template.at("aws_codepipeline.pipeline").depends_on).toEqual([
      "aws_iam_role_policy_attachment.codepipeline",
    ]);
  });

  it("lets its role handle artifacts and nothing else, as long as no action asks", () => {
    expect(new Template(withPipeline()).statements("codepipeline")).toEqual([
      {
        effect: "Allow",
        actions: ["s3:GetBucketLocation", "s3:GetBucketVersioning"],
        resources: [ref("aws_s3_bucket.artifact.arn")],
      },
      {
        effect: "Allow",
        actions: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
        resources: [`${ref("aws_s3_bucket.artifact.arn")}/*`],
      },
    ]);
  });

  it.each(["SUPERSEDED", "QUEUED", "PARALLEL"] as const)("can be %s", (executionMode) => {
    const stack = withPipeline({ executionMode });
    expect(findingsOf(stack)).toEqual([]);
    expect(new Template(stack).at("aws_codepipeline.pipeline").execution_mode).toBe(executionMode);
  });

  it.each(["", "my pipeline", "a/b", "p".repeat(101)])("refuses the name %j", (pipelineName) => {
    expect(findingsOf(withPipeline({ pipelineName, role: { roleName: "role" } }))).toMatchObject([
      { at: "bare/pipeline", says: expect.stringMatching(/^pipelineName is no pipeline name/) },
    ]);
  });
});

describe("a V1 pipeline", () => {
  it("is possible", () => {
    const stack = withPipeline({ pipelineType: "V1" });
    expect(findingsOf(stack)).toEqual([]);
    expect(new Template(stack).at("aws_codepipeline.pipeline").pipeline_type).toBe("V1");
  });

  it.each(["QUEUED", "PARALLEL"] as const)("is never %s", (executionMode) => {
    expect(findingsOf(withPipeline({ pipelineType: "V1", executionMode }))).toMatchObject([
      {
        at: "bare/pipeline",
        says: "executionMode is not supported by a V1 pipeline",
        got: `"${executionMode}"`,
        allowed: expect.stringContaining('pipelineType: "V2"'),
      },
    ]);
  });

  it("has no variables", () => {
    expect(findingsOf(withPipeline({ pipelineType: "V1", variables: [{ name: "TAG" }] }))).toMatchObject([
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

describe("the variables of a pipeline", () => {
  const withVariables = (...variables: readonly PipelineVariable[]) => withPipeline({ variables });

  it("are rendered as they are given", () => {
    const stack = withVariables({ name: "TAG", defaultValue: "latest", description: "Tag" }, { name: "WHO" });
    expect(new Template(stack).at("aws_codepipeline.pipeline").variable).toEqual([
      { name: "TAG", default_value: "latest", description: "Tag" },
      { name: "WHO" },
    ]);
  });

  it("may be at the limits of all lengths", () => {
    const stack = withVariables({
      name: "n".repeat(128),
      defaultValue: "v".repeat(1000),
      description: "d".repeat(200),
    });
    expect(findingsOf(stack)).toEqual([]);
  });

  it.each<[string, PipelineVariable, string]>([
    ["a name with a space", { name: "MY TAG" }, "variables[0].name is no pipeline variable name"],
    ["an empty name", { name: "" }, "variables[0].name is no pipeline variable name"],
    [
      "a name of 129 characters",
      { name: "n".repeat(129) },
      "variables[0].name is no pipeline variable name (129 characters)",
    ],
    ["an empty default", { name: "A", defaultValue: "" }, "variables[0].defaultValue length is out of range"],
    [
      "a default of 1001 characters",
      { name: "A", defaultValue: "v".repeat(1001) },
      "variables[0].defaultValue length is out of range",
    ],
    [
      "a description of 201 characters",
      { name: "A", description: "d".repeat(201) },
      "variables[0].description length is out of range",
    ],
  ])("may not have %s", (_, variable, says) => {
    expect(findingsOf(withVariables(variable))).toMatchObject([{ at: "bare/pipeline", says }]);
  });

  it("may not share a name", () => {
    expect(findingsOf(withVariables({ name: "TAG" }, { name: "TAG" }))).toMatchObject([
      { says: "variables name a variable more than once", got: '["TAG"]', allowed: "each variable once" },
    ]);
  });

  it("may be 50 and not 51", () => {
    const variables = Array.from({ length: 51 }, (_, index) => ({ name: `V${index}` }));
    expect(findingsOf(withVariables(...variables.slice(1)))).toEqual([]);
    expect(findingsOf(withVariables(...variables))).toMatchObject([
      { says: "variables has too many entries", got: "51" },
    ]);
  });
});

describe("the namespace of an action", () => {
  const namespaces = (stack: BareStack) =>
    (
      new Template(stack).at("aws_codepipeline.pipeline").stage as { action: { namespace?: string }[] }[]
    ).flatMap(({ action }) => action.map(({ namespace }) => namespace));

  it("is left out when nobody reads a variable", () => {
    expect(namespaces(withPipeline())).toEqual([undefined, undefined]);
  });

  it("appears, named after the action, when a variable is read", () => {
    const stack = new BareStack();
    const maker = new PlainAction({ actionName: "Maker" });
    expect(maker.value("Tag")).toBe("#{MakerVariables.Tag}");
    emptyPipeline(stack).stage("Source", new PlainSource()).stage("A", maker);
    expect(namespaces(stack)).toEqual([undefined, "MakerVariables"]);
  });

  it("appears too when a later stage reads the variable after the action was bound", () => {
    const stack = new BareStack();
    const maker = new PlainAction({ actionName: "Maker" });
    const pipeline = emptyPipeline(stack).stage("Source", new PlainSource()).stage("A", maker);
    maker.value("Tag");
    pipeline.stage("B", new PlainAction());
    expect(namespaces(stack)).toEqual([undefined, "MakerVariables", undefined]);
  });

  it("is the one given, read or not", () => {
    const stack = new BareStack();
    const maker = new PlainAction({ namespace: "Given" });
    emptyPipeline(stack).stage("Source", new PlainSource()).stage("A", maker);
    expect(namespaces(stack)).toEqual([undefined, "Given"]);
    expect(maker.value("Tag")).toBe("#{Given.Tag}");
  });

  it("is refused where its alphabet does not take the action's name, with a namespace of its own as the way out", () => {
    const stack = new BareStack();
    const maker = new PlainAction({ actionName: "build.web" });
    maker.value("Tag");
    emptyPipeline(stack).stage("Source", new PlainSource()).stage("A", maker);
    expect(findingsOf(stack)).toMatchObject([
      {
        at: "bare/pipeline/stages/A/build.web",
        says: "namespace is no variable namespace",
        got: '"build.webVariables"',
      },
    ]);
  });

  it.each(["", "my space", "a.b", "n".repeat(101), "codepipeline", "variables"])(
    "is never %j",
    (namespace) => {
      const stack = new BareStack();
      emptyPipeline(stack).stage("Source", new PlainSource()).stage("A", new PlainAction({ namespace }));
      expect(findingsOf(stack)).toMatchObject([
        {
          at: "bare/pipeline/stages/A/Plain",
          says: expect.stringMatching(/^namespace is no variable namespace/),
        },
      ]);
    },
  );

  it("is refused where two actions share it, in whatever stages", () => {
    const stack = new BareStack();
    const makers = [
      new PlainAction({ actionName: "Maker" }),
      new PlainAction({ actionName: "Maker" }),
    ] as const;
    for (const maker of makers) maker.value("Tag");
    emptyPipeline(stack).stage("Source", new PlainSource()).stage("A", makers[0]).stage("B", makers[1]);
    expect(findingsOf(stack)).toMatchObject([
      {
        at: "bare/pipeline",
        says: expect.stringMatching(/^namespaces .* more than once/),
        got: '["MakerVariables"]',
      },
    ]);
  });
});

describe("what starts a pipeline", () => {
  it("is said once for every source", () => {
    const second = new PlainSource({ actionName: "Second", artifactName: "Second" });
    const pipeline = emptyPipeline(new BareStack()).stage("Source", new PlainSource(), second);
    expect(pipeline.startedBy).toEqual([
      { kind: "event", words: "something" },
      { kind: "event", words: "something" },
    ]);
  });

  it("is nothing for a source that nothing starts", () => {
    const source = new PlainSource({ isStarted: false });
    expect(emptyPipeline(new BareStack()).stage("Source", source).startedBy).toEqual([]);
  });
});
