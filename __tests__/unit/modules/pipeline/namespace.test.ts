import { describe, expect, it } from "vitest";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf } from "../../../support/findings";
import { emptyPipeline } from "../../../support/minimal-modules";
import { PlainAction, PlainSource } from "../../../support/plain-action";
import { plainPipeline } from "../../../support/plain-pipeline";
import { Template } from "../../../support/template";

describe("the namespace of an action", () => {
  const namespaces = (stack: BareStack) =>
    (
      new Template(stack).at("aws_codepipeline.pipeline").stage as { action: { namespace?: string }[] }[]
    ).flatMap(({ action }) => action.map(({ namespace }) => namespace));

  it("is left out when nobody reads a variable", () => {
    expect(namespaces(plainPipeline())).toEqual([undefined, undefined]);
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
        says: "namespace is not a valid variable namespace",
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
          says: expect.stringMatching(/^namespace is not a valid variable namespace/),
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
