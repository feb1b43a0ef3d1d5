import { Node } from "constructs";
import { describe, expect, it, vi } from "vitest";
import { markdownSummary } from "../../../../report/markdown/summary";
import { overviewOf } from "../../../../report/overview";
import type { ProjectSettings } from "../../../../settings/schema/project";
import type { ProjectStack } from "../../../../stacks/project-stack";
import { createStack, type StackSettings } from "../../../../systems";
import { unwrittenApp } from "../../../support/bare-stack";
import { ecrPushToEcs, githubToEcs } from "../../../support/minimal-entries";
import { stackOf } from "../../../support/minimal-stacks";
import { NightlyBuild, TwoImages } from "../../../support/scratch-stacks";
import { shippedProject, shippedStacks } from "../../../support/shipped";

const summaryOf = (...stacks: readonly ProjectStack[]) =>
  markdownSummary(stacks.map((stack) => overviewOf(stack)));
const lines = (stack: ProjectStack) => summaryOf(stack).split("\n");

function summaryOfSettings(project: ProjectSettings, entries: readonly StackSettings[]): string {
  const app = unwrittenApp();
  return summaryOf(...entries.map((entry) => createStack(app, project, entry)));
}

describe("the summary for a reviewer", () => {
  it("lists the stacks, each with its section", () => {
    const app = unwrittenApp();
    const text = summaryOf(stackOf(githubToEcs(), { app }), stackOf(ecrPushToEcs(), { app }));
    expect(text).toContain(
      "| [one](#one) | that of the credentials | eu-central-1 | a push to example-organization/example-application@main, by webhook | 2 |",
    );
    expect(text.match(/^## .*$/gm)).toEqual(["## one", "## two"]);
  });

  it("shows where a stack stands, what starts it, and a picture", () => {
    const all = lines(stackOf(ecrPushToEcs(), { project: { allowedAccountIds: ["123456789012"] } }));
    expect(all).toContain("**Account** 123456789012 · **Region** eu-central-1 · **Resources** 18");
    expect(all).toContain("**Pipeline** `app`, started by a push of app:latest to ECR");
    expect(all.filter((line) => line.startsWith("```"))).toEqual(["```mermaid", "```"]);
  });

  it("shows each action with its target, and the conditions of its stage", () => {
    const all = lines(new TwoImages(unwrittenApp()));
    const start = all.indexOf("| Stage | Action | Kind | Target |");
    expect(all.slice(start + 2, start + 7)).toEqual([
      "| **Source** | Web | Source (ECR) | two-images/web:latest in ECR |",
      "|  | Proxy | Source (ECR) | two-images/proxy:latest in ECR |",
      "| **Build**<br>on failure: RETRY | Build | Build (CodeBuild) | project two-images on CodeBuild |",
      "| **Approve** | Approve | Approval (Manual) | a person's approval |",
      "| **Deploy**<br>before entry: alarm errors is not ALARM and the time fits \\* \\* 9-16 ? \\* MON-FRI (Asia/Tokyo), else FAIL<br>on failure: ROLLBACK | Deploy | Deploy (ECS) | example/example on ECS |",
    ]);
  });

  it("shows each role statement by statement", () => {
    const all = lines(stackOf(ecrPushToEcs()));
    const start = all.findIndex((line) => line.startsWith("| **app-codepipeline**"));
    expect(all.slice(start, start + 6)).toEqual([
      "| **app-codepipeline**<br>assumed by `codepipeline.amazonaws.com` | `codebuild:BatchGetBuilds`, `codebuild:StartBuild` | `project/app` |  |",
      "|  | `ecr:DescribeImages` | `repository/app` |  |",
      "|  | `ecs:DescribeServices`, `ecs:UpdateService` | `service/cluster/service` |  |",
      "|  | `ecs:DescribeTaskDefinition`, `ecs:RegisterTaskDefinition` | **every resource** `*` |  |",
      "|  | `ecs:TagResource` | `task-definition/*` | `ecs:CreateAction StringEquals RegisterTaskDefinition` |",
      "|  | `iam:PassRole` | `data.aws_ecs_task_definition.main.execution_role_arn`<br>`data.aws_ecs_task_definition.main.task_role_arn` | `iam:PassedToService StringEquals ecs-tasks.amazonaws.com, ecs.amazonaws.com` |",
    ]);
  });

  it("shows what a role is denied, what bounds it and what is attached to it", () => {
    const deny = {
      effect: "Deny",
      actions: ["s3:DeleteObject"],
      resources: ["arn:aws:s3:::kept/*"],
    } as const;
    const role = {
      statements: [deny],
      managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
      permissionsBoundary: "arn:aws:iam::123456789012:policy/boundary",
    };
    const all = lines(stackOf(ecrPushToEcs({ build: { role } })));
    const start = all.findIndex((line) => line.startsWith("| **app-codebuild**"));
    expect(all.slice(start, start + 2)).toEqual([
      "| **app-codebuild**<br>assumed by `codebuild.amazonaws.com`<br>within `policy/boundary of 123456789012` | **never** `s3:DeleteObject` | `kept/*` |  |",
      "|  | what `policy/ReadOnlyAccess of AWS` allows |  |  |",
    ]);
  });

  it("shows warnings and outputs", () => {
    const text = summaryOf(stackOf(githubToEcs()));
    expect(text).toContain("- `one/image_repository`: Tags of this repository can be overwritten, ");
    expect(text).toContain("- `pipeline_url`: The pipeline in the console");
  });

  it("shows a release path into another account, and what is made there", () => {
    const service = {
      clusterName: "production",
      serviceName: "shop",
      containerName: "web",
      taskRoles: ["task"],
    };
    const { service: _, ...entry } = ecrPushToEcs();
    const stack = stackOf(
      {
        ...entry,
        stages: [
          { type: "approve", stageName: "Approve" },
          {
            type: "deploy",
            stageName: "Production",
            service,
            region: "us-east-1",
            account: { id: "222222222222" },
          },
        ],
      },
      { project: { allowedAccountIds: ["111111111111"] } },
    );
    const text = summaryOf(stack, ...stack.deployAccounts);
    expect(text).toContain(
      "| **Production** | Deploy | Deploy (ECS) | production/shop on ECS<br>**account 222222222222, us-east-1** |",
    );
    expect(text).toContain("|  | `sts:AssumeRole` | `role/app-deploy of 222222222222` |  |");
    expect(text).toContain(
      "## two-222222222222\n\n**Account** 222222222222 · **Region** eu-central-1 · **Lets in** the pipeline app, as app-deploy · ",
    );
    expect(text).toContain(
      "| **app-deploy**<br>assumed by `root of 111111111111`<br>if `aws:PrincipalArn ArnEquals role/app-codepipeline of 111111111111` | `ecs:DescribeServices`, `ecs:UpdateService` | `service/production/shop in us-east-1` |  |",
    );
  });

  it("shows a stack without a pipeline: what it says of itself, whom its roles trust, and no picture", () => {
    const text = summaryOf(new NightlyBuild(unwrittenApp()));
    expect(text).toContain("· **Started by** a rejected approval ·");
    expect(text).toContain(
      "assumed by `oidc-provider/token.actions.githubusercontent.com of 123456789012`<br>if `token.actions.githubusercontent.com:aud StringEquals sts.amazonaws.com`<br>if ",
    );
    expect(text).not.toContain("mermaid");
  });

  it("says nothing of what an apply would destroy, which is another on every machine", () => {
    const overview = overviewOf(stackOf(ecrPushToEcs()), ["An apply destroys something."]);
    expect(markdownSummary([overview])).toBe(summaryOf(stackOf(ecrPushToEcs())));
  });

  it("names no folder of this machine", () => {
    expect(summaryOfSettings(shippedProject, shippedStacks)).not.toMatch(/cdktf\.out|\/tmp|\.\.\//);
  });

  it("walks through each stack once, however many there are", () => {
    const app = unwrittenApp();
    const stacks = ["a", "b", "c", "d"].map((name) => stackOf(ecrPushToEcs({ stack: name, name }), { app }));
    const walks = vi.spyOn(Node.prototype, "findAll");
    try {
      summaryOf(...stacks);
      expect(walks.mock.contexts).toEqual(stacks.map(({ node }) => node));
    } finally {
      walks.mockRestore();
    }
  });
});
