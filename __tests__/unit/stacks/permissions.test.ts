import { describe, expect, it } from "vitest";
import type { StackSettings } from "../../../systems";
import {
  cloudfrontContinuousDeployment,
  connectionSettings,
  ecrPushBlueGreen,
  ecrPushToEcs,
  githubToEcs,
  shiftedService,
  taskDefinitionFile,
} from "../../support/minimal-entries";
import { stackOf } from "../../support/minimal-stacks";
import { ref } from "../../support/ref";
import { type Block, Template } from "../../support/template";

const kmsKeyArn = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000";

const subnets = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];

const deploying: readonly [string, StackSettings][] = [
  ["github-to-ecs", githubToEcs()],
  ["github-to-ecs by connection", githubToEcs({ source: connectionSettings() })],
  ["github-to-ecs with a key", githubToEcs({ artifactStore: { bucket: "app-artifacts", kmsKeyArn } })],
  [
    "github-to-ecs of what exists",
    githubToEcs({
      source: connectionSettings({ connection: { name: "github" } }),
      imageRepository: { existingRepository: "a" },
      artifactStore: { existingBucket: "shared-artifacts", kmsKeyArn },
    }),
  ],
  ["ecr-push-to-ecs", ecrPushToEcs()],
  [
    "ecr-push-to-ecs of an existing repository",
    ecrPushToEcs({ imageRepository: { existingRepository: "a" } }),
  ],
  ["ecr-push-blue-green", ecrPushBlueGreen({ migration: { command: ["bin/migrate"] } })],
  [
    "ecr-push-blue-green of what exists",
    ecrPushBlueGreen({
      images: [{ containerName: "app", imageRepository: { existingRepository: "a" } }],
      definitions: { existingBucket: "shared-definitions", kmsKeyArn, trigger: {} },
      deployment: { alarms: ["errors"], hooks: { AfterInstall: "check" } },
      migration: {
        command: ["bin/migrate"],
        runIn: "build",
        vpc: { vpcId: "vpc-0123456789abcdef0", subnets, securityGroupIds: ["sg-0123456789abcdef0"] },
      },
    }),
  ],
  [
    "ecr-push-blue-green with a service that is made",
    ecrPushBlueGreen({
      definitions: { bucket: "app-definitions", taskDefinitionFile },
      service: { ...shiftedService, create: { vpcId: "vpc-0123456789abcdef0", subnets } },
      migration: { command: ["bin/migrate"] },
    }),
  ],
];

const entries: readonly [string, StackSettings][] = [
  ...deploying,
  ["cloudfront-continuous-deployment", cloudfrontContinuousDeployment()],
  [
    "cloudfront-continuous-deployment with a staging distribution that is kept",
    cloudfrontContinuousDeployment({ mode: "terraform" }),
  ],
];

// The actions that AWS documents without a resource to name.
const withoutResource = [
  "cloudfront:CreateContinuousDeploymentPolicy",
  "cloudfront:CreateDistribution",
  "cloudfront:ListContinuousDeploymentPolicies",
  "cloudfront:ListDistributions",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeDhcpOptions",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSecurityGroups",
  "ec2:DescribeSubnets",
  "ec2:DescribeVpcs",
  "ecr:GetAuthorizationToken",
  "ecs:DescribeTaskDefinition",
  "ecs:RegisterTaskDefinition",
  "elasticloadbalancing:DescribeListeners",
  "elasticloadbalancing:DescribeRules",
  "elasticloadbalancing:DescribeTargetGroups",
];

interface Statement extends Block {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources?: readonly string[];
  readonly condition?: readonly Block[];
}

/** What the roles of a stack are allowed: all statements but those on who may assume a role or reach the bucket. */
function allowed(entry: StackSettings): readonly Statement[] {
  const template = new Template(stackOf(entry));
  const documents = template.addresses.filter((address) =>
    /policy_document\.(?!(artifact|definitions|site|access_logs)$|.*_trust$)/.test(address),
  );
  return documents.flatMap((address) => template.at(address).statement as readonly Statement[]);
}

describe.each(entries)("the permissions of %s", (_, entry) => {
  it("name a resource wherever AWS can check one", () => {
    const wide = allowed(entry).filter(({ resources }) => resources?.includes("*"));
    expect(
      wide.flatMap(({ actions }) => actions).filter((action) => !withoutResource.includes(action)),
    ).toEqual([]);
  });

  it("never end a service's ARN in everything", () => {
    const resources = allowed(entry).flatMap((statement) => statement.resources ?? []);
    expect(resources.filter((resource) => /^arn:[^/]*:\*$/.test(resource) || resource === "")).toEqual([]);
    expect(resources.length).toBeGreaterThan(0);
  });

  it("name actions one by one", () => {
    const actions = allowed(entry).flatMap((statement) => statement.actions);
    const wildcards = ["kms:GenerateDataKey*", "kms:ReEncrypt*"];
    expect(actions.filter((action) => action.includes("*") && !wildcards.includes(action))).toEqual([]);
  });

  it("are sorted, so that a change shows as a change", () => {
    for (const { actions, resources = [] } of allowed(entry)) {
      expect(actions).toEqual([...actions].sort());
      expect(resources).toEqual([...resources].sort());
    }
  });
});

describe.each(deploying)("the permissions of %s", (_, entry) => {
  it("pass named roles to named services only", () => {
    const statements = allowed(entry).filter(({ actions }) => actions.includes("iam:PassRole"));
    expect(statements.length).toBeGreaterThan(0);
    for (const { actions, resources = [], condition } of statements) {
      expect(actions).toEqual(["iam:PassRole"]);
      expect(resources.filter((resource) => resource.includes("*"))).toEqual([]);
      expect(condition).toMatchObject([
        {
          test: "StringEquals",
          variable: "iam:PassedToService",
          values: expect.arrayContaining(["ecs-tasks.amazonaws.com"]),
        },
      ]);
    }
  });
});

describe.each(deploying.filter(([, { system }]) => system !== "ecr-push-blue-green"))(
  "the roles that %s passes on",
  (_, entry) => {
    it("are those of the service, and go to ECS", () => {
      const [statement, ...others] = allowed(entry).filter(({ actions }) => actions.includes("iam:PassRole"));
      const definition = "data.aws_ecs_task_definition.main";
      expect(statement).toMatchObject({
        actions: ["iam:PassRole"],
        resources: [
          ref(`coalesce(${definition}.execution_role_arn, ${definition}.task_role_arn)`),
          ref(`coalesce(${definition}.task_role_arn, ${definition}.execution_role_arn)`),
        ],
        condition: [
          {
            test: "StringEquals",
            variable: "iam:PassedToService",
            values: ["ecs-tasks.amazonaws.com", "ecs.amazonaws.com"],
          },
        ],
      });
      expect(others).toEqual([]);
    });
  },
);
