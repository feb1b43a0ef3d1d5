import type { EcrPushBlueGreenSettings } from "../../../settings/schema/ecr-push-blue-green";
import { ecrPushBlueGreen, taskDefinitionFile } from "../minimal-entries";
import { fargateService } from "./fargate-service";
import { buildOptions, parts, role, shared, topicNotifications } from "./parts";
import { approve, conditions, test } from "./stages";

const migration = (projectName: string) => {
  const { buildspec: _, buildTimeout: __, privilegedMode: ___, ...build } = buildOptions();
  return {
    ...build,
    projectName,
    role: { ...role(), roleName: projectName, policyName: projectName },
    logicalId: projectName,
    roleLogicalId: projectName,
    command: ["bin/migrate"],
    migrationContainer: "app",
    runIn: "task" as const,
    timeoutInMinutes: 15,
  };
};

const blueGreenImages = () => [
  {
    containerName: "app",
    otherContainerNames: ["worker"],
    imageRepository: { ...parts.imageRepository },
    imageTag: "stable",
    revision: "digest" as const,
    trigger: {
      ruleName: "shop-pushed",
      targetId: "shop",
      description: "starts it",
      eventPattern: "ecr-image-action" as const,
      role: role(),
      logicalId: "rule",
      roleLogicalId: "starter",
    },
  },
];

const loadBalancer = () => ({
  loadBalancerName: "shop",
  productionPort: 443,
  testPort: 8443,
  targetGroups: ["shop-blue", "shop-green"],
});

/** A blue/green release into a service that is made. */
export const completeBlueGreen: EcrPushBlueGreenSettings = ecrPushBlueGreen({
  ...shared,
  artifactStore: { bucket: "release-artifacts" },
  images: blueGreenImages(),
  definitions: {
    bucket: "release-definitions",
    objectKey: "shop/definitions.zip",
    taskDefinitionFile,
    imagePlaceholders: true,
    kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/four",
    accessLogBucket: "shop-logs",
    forceDestroy: false,
    logicalId: "definitions",
    trigger: {
      ruleName: "shop-uploaded",
      targetId: "shop",
      description: "starts it too",
      role: { ...role(), roleName: "uploader", policyName: "uploader" },
      logicalId: "uploaded",
      roleLogicalId: "uploader",
    },
  },
  service: {
    clusterName: "cluster",
    serviceName: "service",
    containerName: "proxy",
    containerPort: 80,
    taskRoles: ["task"],
    platformVersion: "1.4.0",
    loadBalancer: loadBalancer(),
    create: fargateService(),
  },
  deployment: {
    applicationName: "shop",
    deploymentGroupName: "shop",
    traffic: { type: "canary", percentage: 10, intervalInMinutes: 5 },
    actionOnTimeout: "STOP_DEPLOYMENT",
    waitTimeInMinutes: 60,
    terminationWaitTimeInMinutes: 30,
    rollbackOn: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
    alarms: ["errors"],
    ignorePollAlarmFailure: false,
    hooks: {
      BeforeInstall: "before-install",
      AfterInstall: "after-install",
      AfterAllowTestTraffic: "after-allow-test-traffic",
      BeforeAllowTraffic: "before-allow-traffic",
      AfterAllowTraffic: "after-allow-traffic",
    },
    role: { ...role(), roleName: "shifter", policyName: "shifter" },
    logicalId: "deployment",
    roleLogicalId: "shifter",
  },
  migration: migration("migrate"),
  notifications: topicNotifications(),
});

/** A blue/green release with every kind of stage, from a bucket that exists. */
export const completeBlueGreenPath: EcrPushBlueGreenSettings = ecrPushBlueGreen({
  region: "us-east-1",
  definitions: {
    existingBucket: "shared-definitions",
    kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/four",
  },
  stages: [
    {
      type: "migrate",
      stageName: "Migrate",
      ...conditions(),
      actionName: "Schema",
      runOrder: 1,
      ...migration("schema"),
    },
    { stageName: "Smoke", ...conditions(), ...test("smoke") },
    { stageName: "Approve", ...conditions(), ...approve() },
    { type: "blue-green", stageName: "Deploy", ...conditions(), actionName: "Shift", runOrder: 1 },
    {
      type: "stage",
      stageName: "Several",
      ...conditions(),
      actions: [
        approve(),
        test("load"),
        { type: "migrate", actionName: "Data", runOrder: 2, ...migration("data") },
        { type: "blue-green", actionName: "Again", runOrder: 3 },
      ],
    },
  ],
});
