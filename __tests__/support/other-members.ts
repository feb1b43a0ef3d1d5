import { http3Versions, minimumProtocolVersions } from "../../modules/cloudfront/distribution-options";
import type { ProjectSettings } from "../../settings/schema/project";
import type { StackSettings } from "../../systems";
import { completeShared } from "./complete-entries/github-to-ecs";
import {
  cloudfrontContinuousDeployment,
  commitStatus,
  connectionSettings,
  ecrPushBlueGreen,
  ecrPushToEcs,
  githubActionsToEcs,
  githubConnection,
  githubToEcs,
  githubV1Settings,
  madeService,
  releasePath,
  service,
  shiftedService,
  taskDefinitionFile,
} from "./minimal-entries";

const source = githubV1Settings();
const vpcId = "vpc-0123456789abcdef0";
const subnets = ["subnet-0123456789abcdef0"];
const vpc = { vpcId, subnets, securityGroupIds: ["sg-0123456789abcdef0"] };

/** Beside the complete entries: a place for every member of every enumeration. */
export const otherMembers: readonly StackSettings[] = [
  ...(
    [
      "BUILD_GENERAL1_MEDIUM",
      "BUILD_GENERAL1_LARGE",
      "BUILD_GENERAL1_XLARGE",
      "BUILD_GENERAL1_2XLARGE",
    ] as const
  ).map((computeType) => githubToEcs({ build: { computeType } })),
  githubToEcs({
    build: { environmentType: "ARM_CONTAINER", role: { policyType: "inline" } },
    imageRepository: { tagMutability: "MUTABLE", lifecycleRules: [{ tagStatus: "any", keepLast: 3 }] },
    pipeline: { pipelineType: "V1", executionMode: "SUPERSEDED", role: { policyType: "inline" } },
    source: { ...source, webhook: { secret: "random_id" } },
  }),
  githubToEcs({ pipeline: { executionMode: "PARALLEL" }, source: { ...source, trigger: "none" } }),
  githubToEcs({
    source: connectionSettings({
      connection: { create: "github" },
      trigger: { pullRequest: [{ events: ["UPDATED", "CLOSED"] }] },
    }),
  }),
  releasePath([
    {
      type: "deploy",
      stageName: "Deploy",
      service,
      beforeEntry: {
        result: "SKIP",
        rules: [{ type: "lambda", functionName: "judge" }],
      },
      onSuccess: {
        result: "ROLLBACK",
        rules: [{ type: "alarm", alarmName: "a", alarmStates: ["OK", "INSUFFICIENT_DATA"] }],
      },
      onFailure: { result: "ROLLBACK" },
    },
    {
      type: "test",
      stageName: "Test",
      buildspec: "version: 0.2\nphases: {}\n",
      onFailure: { result: "RETRY", retryMode: "ALL_ACTIONS" },
    },
  ]),
  githubToEcs({ source: connectionSettings({ trigger: "push" }) }),
  githubToEcs({ source: connectionSettings({ trigger: "none" }) }),
  githubToEcs({ source: { ...source, token: { terraformVariable: "github_token" } } }),
  ecrPushToEcs({
    source: {
      revision: "tag",
      trigger: { eventPattern: "cloudtrail-put-image", role: { policyType: "inline" } },
    },
  }),
  ecrPushToEcs({ source: { trigger: "none" }, imageRepository: { existingRepository: "shop" } }),
  ecrPushToEcs({ service: { ...service, taskRoles: "of the service" } }),
  ecrPushToEcs({ service: madeService }),
  completeShared,
  githubConnection(),
  githubToEcs({ commitStatus: true }),
  commitStatus({
    token: { secretsManagerSecret: "github/token" },
    supersededState: "pending",
    runtime: "nodejs22.x",
  }),
  githubActionsToEcs({
    identity: { type: "oidc", oidcProvider: "existing" },
    workflow: { placedBy: "hand", pinActions: "commit" },
  }),
  ecrPushBlueGreen({
    definitions: { bucket: "app-definitions", trigger: "none" },
    deployment: { traffic: { type: "linear", percentage: 10, intervalInMinutes: 1 } },
    migration: { command: ["bin/migrate"], runIn: "build", vpc },
  }),
  ecrPushBlueGreen({
    deployment: { traffic: { type: "all-at-once" }, actionOnTimeout: "CONTINUE_DEPLOYMENT" },
  }),
  ecrPushBlueGreen({ deployment: { traffic: { type: "existing", deploymentConfigName: "careful" } } }),
  ecrPushBlueGreen({ service: { ...shiftedService, taskRoles: "of the service" } }),
  ...(["disabled", "enhanced"] as const).map((containerInsights) =>
    ecrPushBlueGreen({
      definitions: { bucket: "app-definitions", taskDefinitionFile },
      service: {
        ...shiftedService,
        create: { vpcId, subnets: [...subnets, "subnet-0123456789abcdef1"], containerInsights },
      },
    }),
  ),
  ...(["PriceClass_200", "PriceClass_All"] as const).map((priceClass) =>
    cloudfrontContinuousDeployment({ distribution: { priceClass, httpVersion: "http1.1" } }),
  ),
  ...minimumProtocolVersions.map((minimumProtocolVersion) =>
    cloudfrontContinuousDeployment({
      distribution: {
        domain: {
          names: ["www.example.com"],
          certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/one",
          minimumProtocolVersion,
        },
      },
    }),
  ),
];

/** What the schema knows so that a synth can say why it will not do. */
export const refusedMembers: readonly StackSettings[] = http3Versions.map((httpVersion) =>
  cloudfrontContinuousDeployment({ distribution: { httpVersion } }),
);

/** A project whose state is in local files, which the complete ones are not. */
export const localProject: ProjectSettings = { region: "ap-northeast-1", backend: { type: "local" } };
