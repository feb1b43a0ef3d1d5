import { ecrPushBlueGreen, madeShiftedService, taskDefinitionFile } from "../support/minimal-entries";
import { type PlayedEntry, permissionsOfStories } from "../support/permissions-of-stories";
import { shippedEcrPushBlueGreen } from "../support/shipped";
import { unusedBlueGreenPermissions } from "../support/unused-permissions";

const name = "whole-release";

// Every kind of stage, hooks, alarms, a key, a migration inside the build, and a service that exists.
const whole = ecrPushBlueGreen({
  stack: name,
  name,
  kmsKey: "create",
  images: [{ containerName: "app" }, { containerName: "proxy", trigger: {} }],
  artifactStore: { bucket: `${name}-artifacts`, versioning: true },
  definitions: { bucket: `${name}-definitions`, taskDefinitionFile, trigger: {} },
  service: madeShiftedService(name, "52"),
  deployment: {
    traffic: { type: "canary", percentage: 10, intervalInMinutes: 5 },
    alarms: [`${name}-errors`],
    hooks: { AfterAllowTestTraffic: `${name}-judge` },
  },
  stages: [
    {
      type: "migrate",
      stageName: "Migrate",
      command: ["bin/migrate"],
      runIn: "build",
      environmentVariables: { DATABASE_URL: { parameterStore: "/whole/database/url" } },
      vpc: {
        vpcId: "vpc-00000000000000052",
        subnets: ["subnet-00000000000000521"],
        securityGroupIds: ["sg-00000000000000052"],
      },
    },
    {
      type: "test",
      stageName: "Test",
      buildspec: "version: 0.2\nphases:\n  build:\n    commands:\n      - ls\n",
    },
    { type: "approve", stageName: "Approve" },
    { type: "blue-green", stageName: "Deploy" },
  ],
});

const entries: readonly PlayedEntry[] = [
  {
    name: "ecr-push-blue-green as it is shipped",
    accountId: "100000000051",
    entry: {
      ...shippedEcrPushBlueGreen,
      artifactStore: { bucket: "permissions-release-artifact" },
      definitions: { ...shippedEcrPushBlueGreen.definitions, bucket: "permissions-release-definitions" },
    },
  },
  { name: "a blue/green release with all that one can have", accountId: "100000000052", entry: whole },
];

permissionsOfStories("what the stories of blue/green releases use of what their roles may do", entries, {
  takenAway: ["codedeploy:CreateDeployment"],
  unused: unusedBlueGreenPermissions,
});
