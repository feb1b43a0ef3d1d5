import { Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { overviewOf } from "../../../report/overview";
import { describeStack } from "../../../report/summary";
import type { ProjectStack } from "../../../stacks/project-stack";
import type { StackSettings } from "../../../systems";
import { createStack } from "../../../systems";
import { BareStack, unwrittenApp } from "../../support/bare-stack";
import {
  connectionSettings,
  ecrPushBlueGreen,
  ecrPushToEcs,
  githubToEcs,
  githubV1Settings,
  project,
} from "../../support/minimal-entries";
import { NightlyBuild, TwoImages } from "../../support/scratch-stacks";

const stackOf = (entry: StackSettings) => createStack(unwrittenApp(), project, entry);
const linesOf = (stack: ProjectStack) => describeStack(overviewOf(stack)).split("\n");
const lines = (entry: StackSettings) => linesOf(stackOf(entry));
const linesFrom = (all: readonly string[], label: string) =>
  all.slice(all.findIndex((line) => line.startsWith(`  ${label} `)));
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

  it("says once what starts a release of several images, and each of those that do", () => {
    const started = (entry: StackSettings) => lines(entry).filter((line) => line.startsWith("  started by "));
    const images = [{ containerName: "app" }, { containerName: "proxy" }];
    expect(started(ecrPushBlueGreen({ images }))).toEqual(["  started by  a push of app-app:latest to ECR"]);
    expect(
      started(
        ecrPushBlueGreen({
          images: images.map((image) => ({ ...image, trigger: {} })),
          definitions: { bucket: "app-definitions", trigger: {} },
        }),
      ),
    ).toEqual([
      "  started by  a push of app-app:latest to ECR",
      "  started by  a push of app-proxy:latest to ECR",
      "  started by  an upload of app-definitions/definitions.zip to S3",
    ]);
    expect(
      started(ecrPushBlueGreen({ images: images.map((image) => ({ ...image, trigger: "none" })) })),
    ).toEqual(["  started by  nothing in this project"]);
  });

  it("shows a blue/green release with what each stage works on", () => {
    const entry = ecrPushBlueGreen({ migration: { command: ["bin/migrate"] } });
    expect(linesFrom(lines(entry), "stages").slice(0, 4)).toEqual([
      "  stages      Source   app: app-app:latest in ECR + Definitions: app-definitions/definitions.zip in S3",
      "              Build    project app on CodeBuild",
      "              Migrate  project app-migrate on CodeBuild",
      "              Deploy   app/app on CodeDeploy",
    ]);
  });

  it("says where it stands", () => {
    expect(lines(ecrPushToEcs({ region: "us-east-1" })).slice(1, 3)).toEqual([
      "  account     that of the credentials",
      "  region      us-east-1",
    ]);
  });

  it("shows each stage with its target, one below the other", () => {
    const [first, ...others] = linesFrom(lines(ecrPushToEcs()), "stages");
    expect([first, ...others.slice(0, 2)]).toEqual([
      "  stages      Source  app:latest in ECR",
      "              Build   project app on CodeBuild",
      "              Deploy  cluster/service on ECS",
    ]);
  });

  it("names the actions of a stage that has several", () => {
    expect(linesOf(new TwoImages(unwrittenApp()))).toContain(
      "  stages      Source   Web: two-images/web:latest in ECR + Proxy: two-images/proxy:latest in ECR",
    );
  });

  it("shows each role with what it may do", () => {
    expect(linesFrom(lines(ecrPushToEcs()), "roles").slice(0, 3)).toEqual([
      "  roles       app-codebuild     logs 2, s3 5",
      "              app-codepipeline  codebuild 2, ecr:DescribeImages, ecs 5 (on *: DescribeTaskDefinition, RegisterTaskDefinition), iam:PassRole, s3 5",
      "              app-execute       codepipeline:StartPipelineExecution",
    ]);
  });

  it("shows of a stack without a pipeline what it says of itself, and its roles", () => {
    expect(linesOf(new NightlyBuild(unwrittenApp())).slice(0, -2)).toEqual([
      "nightly",
      "  account     that of the credentials",
      "  region      ap-northeast-1",
      "  started by  a rejected approval",
      "  roles       nightly-codebuild         logs 2, ssm:GetParameters",
      "              nightly-rejected-execute  codebuild:StartBuild",
      "              nightly-actions           s3:GetObject; assumed by oidc-provider/token.actions.githubusercontent.com of 123456789012",
    ]);
  });

  it("shows a stack with nothing in it", () => {
    expect(linesOf(new BareStack())).toEqual([
      "bare",
      "  account     that of the credentials",
      "  region      eu-central-1",
      "  resources   0",
      expect.stringContaining("  next "),
    ]);
  });

  it("counts the resources that Terraform will manage, and no data sources", () => {
    const stack = stackOf(ecrPushToEcs());
    const { resource } = JSON.parse(Testing.synth(stack)) as { resource: Record<string, object> };
    const managed = Object.values(resource).flatMap(Object.keys).length;
    expect(describeStack(overviewOf(stack))).toContain(`\n  resources   ${managed}\n`);
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
