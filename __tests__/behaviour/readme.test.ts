import { expect, it } from "vitest";
import { ProjectCopy } from "../support/project-copy";
import { transcript, unprinted } from "../support/readme";
import { shippedEcrPushToEcs, shippedGithubToEcs } from "../support/shipped";

it("the README shows what a synth prints of the shipped example", () => {
  const { stdout } = ProjectCopy.forThisTest().synth();
  expect(unprinted(transcript("github-to-ecs\n"), stdout)).toEqual([]);
});

it("the README shows what a mistake looks like", () => {
  const wrong = { ...shippedGithubToEcs, pipeline: { pipelineType: "V1", executionMode: "QUEUED" } };
  const { stderr } = ProjectCopy.forThisTest().setStacks([wrong, shippedEcrPushToEcs]).synth();
  const lines = transcript("github-to-ecs/pipeline ·").map((line) => line.trim());
  const printed = stderr.split("\n").map((line) => line.trim());
  expect(unprinted(lines, printed.join("\n"))).toEqual([]);
});
