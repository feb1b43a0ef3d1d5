import type { EcrPushToEcsSettings } from "../../../settings/schema/ecr-push-to-ecs";
import { ecrPushToEcs, taskDefinitionFile } from "../minimal-entries";
import { fargateService } from "./fargate-service";
import { parts, role, topicNotifications } from "./parts";
import { approve, conditions, deploy, test } from "./stages";

export const completeEcrPush: EcrPushToEcsSettings = ecrPushToEcs({
  ...parts,
  notifications: topicNotifications(),
  source: {
    imageTag: "stable",
    revision: "digest",
    trigger: {
      ruleName: "shop-pushed",
      targetId: "shop",
      description: "starts it",
      eventPattern: "ecr-image-action",
      role: role(),
      logicalId: "rule",
      roleLogicalId: "starter",
    },
  },
});

const { artifactStore } = parts;

export const completeReleasePath: EcrPushToEcsSettings = {
  system: "ecr-push-to-ecs",
  stack: "path",
  region: "us-east-1",
  allowedAccountIds: ["123456789012"],
  artifactStore: { bucket: "path-artifacts" },
  formerRegions: ["eu-central-1"],
  crossRegionArtifactStores: {
    "eu-west-1": {
      ...artifactStore,
      bucket: "path-eu",
      kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/one",
    },
  },
  stages: [
    { stageName: "Staging", ...conditions(), ...deploy() },
    {
      type: "deploy",
      stageName: "Made",
      service: {
        clusterName: "made",
        serviceName: "made",
        containerName: "proxy",
        create: {
          ...fargateService(),
          taskDefinitionFile,
          traffic: {
            containerPort: 80,
            loadBalancerName: "made",
            productionPort: 443,
            targetGroups: ["made"],
          },
        },
      },
    },
    { stageName: "Smoke", ...conditions(), ...test("smoke") },
    { stageName: "Approve", ...conditions(), ...approve() },
    {
      type: "stage",
      stageName: "Production",
      ...conditions(),
      actions: [approve(), test("load"), deploy()],
    },
  ],
};
