import { Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { unwrittenApp } from "../../support/bare-stack";
import { findingsOf } from "../../support/findings";
import { ecrPushBlueGreen, ecrPushToEcs, githubToEcs } from "../../support/minimal-entries";
import { stackOf } from "../../support/minimal-stacks";
import { Template } from "../../support/template";

describe("many pipelines in one app", () => {
  it("may be two of one system, each as if it were alone", () => {
    const app = unwrittenApp();
    const [first, second] = ["first", "second"].map((stack) =>
      stackOf(githubToEcs({ stack, name: stack, artifactStore: { bucket: `${stack}-artifacts` } }), { app }),
    );
    expect(findingsOf(app)).toEqual([]);
    const alone = stackOf(
      githubToEcs({ stack: "second", name: "second", artifactStore: { bucket: "second-artifacts" } }),
    );
    expect(Testing.synth(second as typeof alone)).toBe(Testing.synth(alone));
    expect(new Template(first as typeof alone).addresses).toEqual(new Template(alone).addresses);
  });

  it("may be forty, of both systems", () => {
    const app = unwrittenApp();
    for (let index = 0; index < 20; index++) {
      stackOf(githubToEcs({ stack: `github-${index}`, name: `github-${index}` }), { app });
      stackOf(ecrPushToEcs({ stack: `ecr-${index}`, name: `ecr-${index}` }), { app });
    }
    expect(app.node.children).toHaveLength(40);
    expect(findingsOf(app)).toEqual([]);
  });

  it("may be of one service's system in two environments, each with its own names", () => {
    const app = unwrittenApp();
    for (const stack of ["staging", "production"])
      stackOf(ecrPushBlueGreen({ stack, name: stack, definitions: { bucket: `${stack}-definitions` } }), {
        app,
      });
    expect(findingsOf(app)).toEqual([]);
  });

  it("report the mistakes of all stacks, each with its own path", () => {
    const app = unwrittenApp();
    stackOf(githubToEcs({ stack: "first", artifactStore: { bucket: "A" } }), { app });
    stackOf(ecrPushToEcs({ stack: "second", artifactStore: { bucket: "B" } }), { app });
    expect(findingsOf(app).map(({ at }) => at)).toEqual(["first/artifact", "second/artifact"]);
  });
});
