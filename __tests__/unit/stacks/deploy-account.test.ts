import { describe, expect, it } from "vitest";
import type { DeployAccountSettings } from "../../../settings/schema/deploy-account";
import type { EcrPushToEcsSettings } from "../../../settings/schema/ecr-push-to-ecs";
import type { PipelineStack } from "../../../stacks/pipeline-stack";
import { findingsOf, warningsOf } from "../../support/findings";
import { releasePath, service } from "../../support/minimal-entries";
import { stackOf } from "../../support/minimal-stacks";
import { bucketArn, ref } from "../../support/ref";
import { Template } from "../../support/template";

const ownId = "111111111111";
const otherId = "222222222222";
const partition = ref("data.aws_partition.current.partition");

interface Where {
  readonly account?: DeployAccountSettings;
  readonly region?: string;
}

function stackFor({ account = { id: otherId }, region }: Where, changes: Partial<EcrPushToEcsSettings> = {}) {
  return stackOf(
    releasePath(
      [
        {
          type: "deploy",
          stageName: "Production",
          service: { ...service, taskRoles: ["task"] },
          account,
          ...(region === undefined ? {} : { region }),
        },
      ],
      { allowedAccountIds: [ownId], ...changes },
    ),
  );
}

function otherOf(stack: PipelineStack) {
  const [other, ...more] = stack.deployAccounts;
  if (!other || more.length > 0) throw new Error(`${stack.deployAccounts.length} other accounts`);
  expect([stack, other].flatMap(findingsOf)).toEqual([]);
  return other;
}

function made(where: Where = {}, changes: Partial<EcrPushToEcsSettings> = {}) {
  const stack = stackFor(where, changes);
  const other = otherOf(stack);
  return { stack, other, here: new Template(stack), there: new Template(other) };
}

const theRole = {
  principals: [{ type: "AWS", identifiers: [`arn:${partition}:iam::${otherId}:root`] }],
  condition: [
    {
      test: "ArnEquals",
      variable: "aws:PrincipalArn",
      values: [`arn:${partition}:iam::${otherId}:role/app-deploy`],
    },
  ],
};

describe("the stack in another account", () => {
  it("is called after the entry and the account, or as settings say", () => {
    expect(made().other.node.id).toBe(`two-${otherId}`);
    expect(made({ account: { id: otherId, stack: "production" } }).other.node.id).toBe("production");
  });

  it("works in that account and in no other, as the role that settings name", () => {
    const roleArn = `arn:aws:iam::${otherId}:role/terraform`;
    const { there, here } = made({ account: { id: otherId, assumeRole: { roleArn } } });
    expect(there.section("provider").aws).toMatchObject([
      { allowed_account_ids: [otherId], assume_role: [{ role_arn: roleArn }], region: "eu-central-1" },
    ]);
    expect(here.section("provider").aws).toMatchObject([{ allowed_account_ids: [ownId] }]);
    expect(JSON.stringify(here.section("provider"))).not.toContain("assume_role");
  });

  it("does not work there as the role of the project, which is of another account", () => {
    const roleArn = `arn:aws:iam::${ownId}:role/terraform`;
    const stack = stackFor({}, { assumeRole: { roleArn } });
    expect(JSON.stringify(new Template(otherOf(stack)).section("provider"))).not.toContain("assume_role");
  });

  it("holds a role that the pipeline's role alone may assume, by its name", () => {
    expect(made().there.statements("deploy_trust")).toEqual([
      {
        actions: ["sts:AssumeRole"],
        effect: "Allow",
        principals: [{ type: "AWS", identifiers: [`arn:${partition}:iam::${ownId}:root`] }],
        condition: [
          {
            test: "ArnEquals",
            variable: "aws:PrincipalArn",
            values: [`arn:${partition}:iam::${ownId}:role/app-codepipeline`],
          },
        ],
      },
    ]);
  });

  it("lets that role deploy, pass the task roles, and read the artifacts and their key", () => {
    const actions = made()
      .there.statements("deploy")
      .flatMap(({ actions }) => actions as readonly string[]);
    expect(actions.sort()).toEqual([
      "ecs:DescribeServices",
      "ecs:DescribeTaskDefinition",
      "ecs:RegisterTaskDefinition",
      "ecs:TagResource",
      "ecs:UpdateService",
      "iam:PassRole",
      "kms:Decrypt",
      "kms:DescribeKey",
      "s3:GetBucketLocation",
      "s3:GetBucketVersioning",
      "s3:GetObject",
      "s3:GetObjectVersion",
    ]);
  });

  it("finds the key by its alias, for its ARN is known in the pipeline's stack only", () => {
    expect(made().there.statements("deploy")).toContainEqual({
      actions: ["kms:Decrypt", "kms:DescribeKey"],
      effect: "Allow",
      resources: [`arn:${partition}:kms:eu-central-1:${ownId}:key/*`],
      condition: [
        {
          test: "ForAnyValue:StringEquals",
          variable: "kms:ResourceAliases",
          values: ["alias/app-artifacts"],
        },
      ],
    });
  });

  it("names nothing of the pipeline's stack: each can be planned without the other", () => {
    const { there } = made();
    expect(JSON.stringify(there.section("data"))).not.toContain("terraform_remote_state");
    expect(there.section("terraform").backend).toMatchObject({ local: { path: expect.any(String) } });
  });

  it("is one for all deploys into an account", () => {
    const account = { id: otherId };
    const stack = stackOf(
      releasePath(
        [
          { type: "deploy", stageName: "Blue", service, account },
          { type: "deploy", stageName: "Green", service: { ...service, serviceName: "green" }, account },
        ],
        { allowedAccountIds: [ownId] },
      ),
    );
    const services = new Template(otherOf(stack))
      .statements("deploy")
      .filter(({ actions }) => (actions as readonly string[]).includes("ecs:UpdateService"));
    expect(services.flatMap(({ resources }) => resources)).toEqual([
      expect.stringMatching(/cluster\/green$/),
      expect.stringMatching(/cluster\/service$/),
    ]);
  });
});

describe("a pipeline that deploys into another account", () => {
  it("runs the action as the role there, and may assume it and nothing else of the deploy", () => {
    const { here } = made();
    const roleArn = `arn:${partition}:iam::${otherId}:role/app-deploy`;
    expect(here.action("Deploy")).toHaveProperty("role_arn", roleArn);
    const statements = here.statements("codepipeline");
    expect(statements).toContainEqual({ actions: ["sts:AssumeRole"], effect: "Allow", resources: [roleArn] });
    expect(JSON.stringify(statements)).not.toMatch(/ecs:|iam:PassRole/);
  });

  it("makes a key for the artifacts, and lets the role read them", () => {
    const { here } = made();
    expect(here.at("aws_codepipeline.main").artifact_store).toMatchObject([
      { encryption_key: { id: ref("aws_kms_key.artifact_key.arn") } },
    ]);
    expect(here.statements("artifact")).toEqual(
      expect.arrayContaining([
        {
          actions: ["s3:GetObject", "s3:GetObjectVersion"],
          effect: "Allow",
          resources: [`${bucketArn("app-artifacts")}/*`],
          ...theRole,
        },
      ]),
    );
    expect(here.statements("artifact_key")).toContainEqual({
      actions: ["kms:Decrypt", "kms:DescribeKey"],
      effect: "Allow",
      resources: ["*"],
      ...theRole,
    });
  });

  it("lets the tasks there pull the image", () => {
    const { here } = made();
    expect(here.at("aws_ecr_repository_policy.main")).toBeDefined();
    expect(here.statements("main_pull")).toMatchObject([
      {
        actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        condition: [{ values: [`arn:${partition}:iam::${otherId}:role/task`] }],
      },
    ]);
  });

  it("uses the stack's key where it makes one", () => {
    const { here, there } = made({}, { kmsKey: "create" });
    expect(here.find("aws_kms_key")).toHaveLength(1);
    expect(here.statements("main")).toContainEqual(expect.objectContaining({ ...theRole, resources: ["*"] }));
    expect(JSON.stringify(there.statements("deploy"))).toContain('"alias/app"');
  });

  it("warns where a key or a repository that exists must let the account in", () => {
    const key = `arn:aws:kms:eu-central-1:${ownId}:key/one`;
    const { stack, there } = made({}, { kmsKey: key, imageRepository: { existingRepository: "shop" } });
    expect(warningsOf(stack).filter((text) => /another account/.test(text))).toHaveLength(2);
    expect(there.statements("deploy")).toContainEqual({
      actions: ["kms:Decrypt", "kms:DescribeKey"],
      effect: "Allow",
      resources: [key],
    });
  });
});

describe("a pipeline that deploys into another Region", () => {
  it("has an artifact store there, with a provider of that Region, and says where each store is", () => {
    const stack = stackOf(releasePath([{ type: "deploy", stageName: "Far", service, region: "us-east-1" }]));
    expect(findingsOf(stack)).toEqual([]);
    const template = new Template(stack);
    expect(template.section("provider").aws).toMatchObject([
      { region: "eu-central-1" },
      { region: "us-east-1", alias: "us_east_1" },
    ]);
    expect(template.at("aws_s3_bucket.artifact_us_east_1")).toMatchObject({
      bucket: "app-artifacts-us-east-1",
      provider: "aws.us_east_1",
    });
    expect(template.at("aws_codepipeline.main").artifact_store).toMatchObject([
      { region: "eu-central-1", location: ref("aws_s3_bucket.artifact.id") },
      { region: "us-east-1", location: ref("aws_s3_bucket.artifact_us_east_1.id") },
    ]);
    expect(template.action("Deploy")).toHaveProperty("region", "us-east-1");
    expect(template.find("aws_kms_key")).toEqual([]);
  });

  it("needs no second store for its own Region", () => {
    const stack = stackOf(
      releasePath([{ type: "deploy", stageName: "Near", service, region: "eu-central-1" }]),
    );
    expect(findingsOf(stack)).toEqual([]);
    expect(new Template(stack).find("aws_s3_bucket")).toHaveLength(1);
  });

  it("lets another account read the store of that Region, and not its own", () => {
    const { here, there } = made({ region: "us-east-1" });
    expect(here.at("aws_kms_key.artifact_key_us_east_1")).toHaveProperty("provider", "aws.us_east_1");
    expect(JSON.stringify(here.statements("artifact"))).not.toContain(otherId);
    expect(JSON.stringify(here.statements("artifact_us_east_1"))).toContain(otherId);
    expect(JSON.stringify(there.statements("deploy"))).toContain(`:kms:us-east-1:${ownId}:key/*`);
    expect(JSON.stringify(there.statements("deploy"))).toContain("ecs:us-east-1:");
  });

  it("takes the store that settings give for that Region", () => {
    const { here } = made(
      { region: "us-east-1" },
      { crossRegionArtifactStores: { "us-east-1": { bucket: "far-away", expirationDays: 3 } } },
    );
    expect(here.at("aws_s3_bucket.artifact_us_east_1")).toHaveProperty("bucket", "far-away");
  });

  it("keeps the provider of a Region that it left, and refuses one that it did not leave", () => {
    const near = { type: "deploy", stageName: "Near", service } as const;
    const left = stackOf({ ...releasePath([near]), formerRegions: ["us-east-1"] });
    expect(findingsOf(left)).toEqual([]);
    expect(new Template(left).section("provider").aws).toMatchObject([
      { region: "eu-central-1" },
      { region: "us-east-1", alias: "us_east_1" },
    ]);
    const wrong = { ...releasePath([near]), formerRegions: ["eu-central-1", "mars-1"] };
    expect(findingsOf(stackOf(wrong)).map(({ says }) => says)).toEqual([
      "formerRegions[0] is a Region that the stack still has a provider of",
      "formerRegions[1] is not an AWS Region",
    ]);
  });
});
