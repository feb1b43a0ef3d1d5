import { Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { describeStack } from "../../../report/summary";
import type { StackSettings } from "../../../systems";
import { createStack } from "../../../systems";
import { unwrittenApp } from "../../support/bare-stack";
import {
  connectionSettings,
  ecrPushToEcs,
  githubToEcs,
  githubV1Settings,
  project,
} from "../../support/minimal-entries";

const stackOf = (entry: StackSettings) => createStack(unwrittenApp(), project, entry);
const lines = (entry: StackSettings) => describeStack(stackOf(entry)).split("\n");
const warnings = (entry: StackSettings) => lines(entry).filter((line) => line.startsWith("  warning "));

describe("the summary of a stack", () => {
  it("starts with its name", () => {
    expect(lines(githubToEcs({ stack: "shop" }))[0]).toBe("shop");
  });

  it.each([
    ["a webhook", githubToEcs(), "a push to example-organization/example-application@main, by webhook"],
    [
      "a connection",
      githubToEcs({ source: connectionSettings() }),
      "a push to example-organization/example-application@main, by connection",
    ],
    [
      "filters",
      githubToEcs({
        source: connectionSettings({
          trigger: {
            push: [{ tags: { includes: ["v*"] } }],
            pullRequest: [{ branches: { includes: ["main"] } }],
          },
        }),
      }),
      "pushes and pull requests of example-organization/example-application that match its filters, by connection",
    ],
    [
      "polling",
      githubToEcs({ source: githubV1Settings({ trigger: "none", pollForSourceChanges: true }) }),
      "a change of example-organization/example-application@main, by polling",
    ],
    ["nothing", ecrPushToEcs({ source: { trigger: "none" } }), "nothing in this project"],
    ["an image", ecrPushToEcs({ source: { imageTag: "stable" } }), "a push of app:stable to ECR"],
  ])("says what starts it: %s", (_, entry, words) => {
    expect(lines(entry)).toContain(`  started by  ${words}`);
  });

  it("shows the stages and the provider of each action", () => {
    expect(lines(ecrPushToEcs())).toContain("  stages      Source (ECR) → Build (CodeBuild) → Deploy (ECS)");
  });

  it("counts the resources that Terraform will manage, and no data sources", () => {
    const stack = stackOf(ecrPushToEcs());
    const { resource } = JSON.parse(Testing.synth(stack)) as { resource: Record<string, object> };
    const managed = Object.values(resource).flatMap(Object.keys).length;
    expect(describeStack(stack)).toContain(`\n  resources   ${managed}\n`);
  });

  it("shows each warning with the path of its construct", () => {
    const entry = githubToEcs({
      source: connectionSettings(),
      imageRepository: { tagMutability: "IMMUTABLE" },
      build: { image: "aws/codebuild/standard:2.0" },
    });
    expect(warnings(entry)).toEqual([
      expect.stringMatching(/^ {2}warning {5}one\/build: AWS no longer maintains/),
    ]);
  });

  it("shows no warning where nothing is to be weighed", () => {
    expect(warnings(ecrPushToEcs({ imageRepository: { tagMutability: "IMMUTABLE" } }))).toEqual([]);
  });

  it("ends with the next command, in the folder that was written", () => {
    expect(lines(githubToEcs({ stack: "shop" })).at(-1)).toMatch(
      /^ {2}next {8}npx cdktf diff shop {3}or {3}cd \S+\/stacks\/shop && terraform init && terraform plan$/,
    );
  });
});
