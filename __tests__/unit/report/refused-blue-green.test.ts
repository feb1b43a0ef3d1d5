import { describe, expect, it } from "vitest";
import { ecrPushBlueGreen, shiftedService, taskDefinitionFile } from "../../support/minimal-entries";
import { problems, type Refused, reportedAlone } from "../../support/problems";
import { withRole } from "../../support/task-definitions/with-role";
import { writtenFile } from "../../support/written-file";

const bucket = "app-definitions";
const command = ["bin/migrate"];
const subnets = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];
const create = { vpcId: "vpc-0123456789abcdef0", subnets };

const entry = (changes: object = {}) => ({ ...ecrPushBlueGreen(), ...changes });
const service = (changes: object) => entry({ service: { ...shiftedService, ...changes } });
const images = (...all: readonly object[]) => entry({ images: all });
const migration = (changes: object) => entry({ migration: { command, ...changes } });
const deployment = (changes: object) => entry({ deployment: changes });
const definitions = (changes: object) => entry({ definitions: { bucket, ...changes } });

/** An entry whose task definition is known, with the containers `app` and `proxy`. */
const known = (changes: object = {}, text = withRole()) =>
  entry({ definitions: { bucket, taskDefinitionFile: writtenFile(text) }, ...changes });
/** An entry whose service is made of a task definition that is known. */
const made = (changes: object = {}, more: object = {}) =>
  entry({
    definitions: { bucket, taskDefinitionFile },
    service: { ...shiftedService, create, ...changes },
    ...more,
  });

const migrate = (changes: object = {}) => ({ type: "migrate", stageName: "Schema", command, ...changes });
const shift = (changes: object = {}) => ({ type: "blue-green", stageName: "Deploy", ...changes });
const stages = (...all: readonly object[]) => entry({ stages: all });

const five = ["a", "b", "c", "d", "e"];

const ofImages: readonly Refused[] = [
  ["no image", images(), "three · images", 0],
  [
    "no image, and a migration of the first",
    known({ images: [], migration: { command } }),
    "three · images",
    0,
  ],
  ["five images", images(...five.map((containerName) => ({ containerName }))), "three · images", 5],
  [
    "one container twice",
    images({ containerName: "app" }, { containerName: "app" }),
    "three · images[1].containerName",
    "app",
  ],
  [
    "containers that differ in a dash",
    images({ containerName: "a-b" }, { containerName: "a_b" }),
    "three · images[1].containerName",
    "a_b",
  ],
  [
    "containers that differ in a capital",
    images({ containerName: "app" }, { containerName: "App" }),
    "three · images[1].containerName",
    "App",
  ],
  [
    "one container twice in one image",
    images({ containerName: "app", otherContainerNames: ["job", "app"] }),
    "three · images[0].otherContainerNames[1]",
    "app",
  ],
  [
    "one container in two images",
    images({ containerName: "app", otherContainerNames: ["job"] }, { containerName: "job" }),
    "three · images[1].containerName",
    "job",
  ],
  ["a container with a blank", images({ containerName: "a b" }), "three · images[0].containerName", "a b"],
  ["a container without a name", images({ containerName: "" }), "three · images[0].containerName", ""],
  [
    "a container with a blank in a task definition that is known",
    known({ images: [{ containerName: "a b" }] }),
    "three · images[0].containerName",
    "a b",
  ],
  [
    "a container that the task definition does not have",
    known({ images: [{ containerName: "web" }] }),
    "three · images[0].containerName",
    "web",
  ],
  [
    "the same where the migration runs in it",
    known({ images: [{ containerName: "web" }], migration: { command } }),
    "three · images[0].containerName",
    "web",
  ],
  [
    "another container that the task definition does not have",
    known({ images: [{ containerName: "app", otherContainerNames: ["job"] }] }),
    "three · images[0].otherContainerNames[0]",
    "job",
  ],
  [
    "the same where the service is made",
    made({}, { images: [{ containerName: "web" }] }),
    "three · images[0].containerName",
    "web",
  ],
  [
    "a tag that is none",
    images({ containerName: "app", imageTag: "a:b" }),
    "three/pipeline/stages/Source/app · imageTag",
    "a:b",
  ],
  [
    "a digest in a V1 pipeline",
    entry({ images: [{ containerName: "app", revision: "digest" }], pipeline: { pipelineType: "V1" } }),
    "three/pipeline/stages/Source/app · revision",
    "digest",
  ],
];

const ofDefinitions: readonly Refused[] = [
  ["a bucket with capitals", definitions({ bucket: "Shop" }), "three/definitions/bucket · bucket", "Shop"],
  [
    "a bucket with capitals that exists",
    entry({ definitions: { existingBucket: "Shop" } }),
    "three/definitions/bucket · existingBucket",
    "Shop",
  ],
  [
    "the bucket of the artifacts",
    definitions({ bucket: "app-artifacts" }),
    "stacks[0].definitions.bucket",
    "app-artifacts",
  ],
  [
    "an object without a key",
    definitions({ objectKey: "" }),
    "three/pipeline/stages/Source/Definitions · objectKey",
    "",
  ],
  [
    "a key that is an alias",
    definitions({ kmsKeyArn: "alias/a" }),
    "three/definitions/bucket · kmsKeyArn",
    "alias/a",
  ],
  [
    "a file that is not there",
    definitions({ taskDefinitionFile: "settings/nothing.json" }),
    "three · definitions.taskDefinitionFile",
    "settings/nothing.json",
  ],
  [
    "a folder",
    definitions({ taskDefinitionFile: "settings" }),
    "three · definitions.taskDefinitionFile",
    "settings",
  ],
  [
    "a path through a file",
    definitions({ taskDefinitionFile: "package.json/task.json" }),
    "three · definitions.taskDefinitionFile",
    "package.json/task.json",
  ],
  [
    "more placeholders than CodePipeline fills",
    entry({
      definitions: { bucket, imagePlaceholders: true },
      images: [{ containerName: "a", otherContainerNames: five.slice(1) }],
    }),
    "three/pipeline/stages/Deploy/Deploy · images",
    5,
  ],
  [
    "a rule whose name AWS refuses",
    definitions({ trigger: { ruleName: "a/b", targetId: "a" } }),
    "three/pipeline/stages/Source/Definitions/uploaded/rule · ruleName",
    "a/b",
  ],
];

const ofServices: readonly Refused[] = [
  ["a cluster with its service", service({ clusterName: "a/b" }), "three/deployment · clusterName", "a/b"],
  ["every service", service({ serviceName: "*" }), "three/deployment · serviceName", "*"],
  ["a container with a blank", service({ containerName: "a b" }), "three · service.containerName", "a b"],
  ["no port", service({ containerPort: 0 }), "three · service.containerPort", 0],
  ["a port that is too high", service({ containerPort: 65536 }), "three · service.containerPort", 65536],
  ["half a port", service({ containerPort: 80.5 }), "three · service.containerPort", 80.5],
  [
    "no port, in a task definition that is known",
    known({ service: { ...shiftedService, containerPort: 0 } }),
    "three · service.containerPort",
    0,
  ],
  [
    "a port that the container does not open",
    known({ service: { ...shiftedService, containerPort: 81 } }),
    "three · service.containerPort",
    81,
  ],
  [
    "a container that the task definition does not have",
    known({ service: { ...shiftedService, containerName: "web" } }),
    "three · service.containerName",
    "web",
  ],
  ["every task role", service({ taskRoles: ["task", "*"] }), "three · service.taskRoles[1]", "*"],
  ["half a platform version", service({ platformVersion: "1.4" }), "three · service.platformVersion", "1.4"],
  [
    "one target group",
    service({ loadBalancer: { ...shiftedService.loadBalancer, targetGroups: ["blue"] } }),
    "three/deployment · targetGroups",
    ["blue"],
  ],
  [
    "a test listener at the port of production",
    service({ loadBalancer: { ...shiftedService.loadBalancer, testPort: 443 } }),
    "three/service/load_balancer · testPort",
    443,
  ],
  ["a service to make of nothing", service({ create }), "three · service.create", undefined],
  [
    "a service to make of a file that is not there",
    made({}, { definitions: { bucket, taskDefinitionFile: "nothing.json" } }),
    "three · definitions.taskDefinitionFile",
    "nothing.json",
  ],
  [
    "task roles beside a service that is made",
    made({ taskRoles: ["task"] }),
    "three · service.taskRoles",
    ["task"],
  ],
  [
    "task roles of the service beside one that is made",
    made({ taskRoles: "of the service" }),
    "three · service.taskRoles",
    "of the service",
  ],
  [
    "a container that the task definition of a service to make does not have",
    made({ containerName: "web" }),
    "three/service/service · containerName",
    "web",
  ],
  [
    "a port that the container of a service to make does not open",
    made({ containerPort: 81 }),
    "three/service/service · containerPort",
    81,
  ],
  [
    "half a platform version of a service to make",
    made({ platformVersion: "1.4" }),
    "three/service/service · platformVersion",
    "1.4",
  ],
  [
    "two platform versions of a service to make",
    made({ platformVersion: "1.4.0", create: { ...create, platformVersion: "LATEST" } }),
    "three · service.platformVersion",
    "1.4.0",
  ],
];

const ofReleases: readonly Refused[] = [
  [
    "a migration beside stages",
    entry({ migration: { command, timeoutInMinutes: 0 }, stages: [shift()] }),
    "three · migration",
    command,
  ],
  ["no stage", stages(), "three · stages", 0],
  ["no deployment", stages(migrate()), "three · stages", 0],
  ["two deployments", stages(shift(), shift({ stageName: "Again" })), "three · stages", 2],
  ["two migrations", stages(migrate(), migrate({ stageName: "Data" }), shift()), "three · stages", 2],
  ["a command without words", migration({ command: [] }), "three · migration.command length", 0],
  ["no minute", migration({ timeoutInMinutes: 0 }), "three · migration.timeoutInMinutes", 0],
  ["half a minute", migration({ timeoutInMinutes: 1.5 }), "three · migration.timeoutInMinutes", 1.5],
  [
    "more minutes than a build has",
    migration({ timeoutInMinutes: 4000 }),
    "three · migration.timeoutInMinutes",
    4000,
  ],
  [
    "the limit of the build beside that of the migration",
    migration({ buildTimeout: 30 }),
    "stacks[0].migration.buildTimeout",
    "buildTimeout",
  ],
  [
    "a migration in a build without a network",
    migration({ runIn: "build" }),
    "three · migration.vpc",
    undefined,
  ],
  [
    "a migration in a container that the task definition does not have",
    known({ migration: { command, migrationContainer: "web" } }),
    "three · migration.migrationContainer",
    "web",
  ],
  [
    "the same in a stage",
    known({ stages: [migrate({ migrationContainer: "web" }), shift()] }),
    'three · stage "Schema" migrationContainer',
    "web",
  ],
  [
    "no minute in a stage",
    stages(migrate({ timeoutInMinutes: 0 }), shift()),
    'three · stage "Schema" timeoutInMinutes',
    0,
  ],
  [
    "a migration in a build without a network in a stage",
    stages(migrate({ runIn: "build" }), shift()),
    'three · stage "Schema" vpc',
    undefined,
  ],
  [
    "a test whose specification would be in the source",
    stages({ type: "test", stageName: "Smoke", buildspec: "smoke.yml" }, shift()),
    'three · stage "Smoke" buildspec',
    "smoke.yml",
  ],
  [
    "a deploy of another system",
    stages({ type: "deploy", stageName: "Deploy" }),
    "stacks[0].stages[0].type",
    "deploy",
  ],
  [
    "executions side by side",
    entry({ pipeline: { executionMode: "PARALLEL" } }),
    "three · pipeline.executionMode",
    "PARALLEL",
  ],
  [
    "an application with a blank",
    deployment({ applicationName: "a b" }),
    "three/deployment · applicationName",
    "a b",
  ],
  [
    "a deployment group with a blank",
    deployment({ deploymentGroupName: "a b", role: { roleName: "shifter" } }),
    "three/deployment · deploymentGroupName",
    "a b",
  ],
  [
    "a hook that is no function",
    deployment({ hooks: { AfterInstall: "a b" } }),
    "three/deployment · hooks.AfterInstall",
    "a b",
  ],
  [
    "a roll-back on alarms without any",
    deployment({ rollbackOn: ["DEPLOYMENT_STOP_ON_ALARM"] }),
    "three/deployment · rollbackOn",
    "DEPLOYMENT_STOP_ON_ALARM",
  ],
  ["a wait for nobody", deployment({ waitTimeInMinutes: 5 }), "three/deployment · waitTimeInMinutes", 5],
];

describe.each([
  ["images", ofImages],
  ["definitions", ofDefinitions],
  ["a service", ofServices],
  ["a release", ofReleases],
] as const)("of %s of a blue/green entry", (_, cases) => {
  it.each(cases)(
    "%s: told once, where it is written, with the value and what is allowed",
    (_, ...refused) => {
      const { allowed, change } = reportedAlone(...refused);
      expect(allowed).toBe(true);
      expect(change).toBe('settings/stacks.ts, entry [0], stack "three"');
    },
  );
});

const firstLines = (one: object) => problems([one]).map((text) => text.split("\n")[0]);

describe("a task definition that AWS would refuse", () => {
  it("is told by file and JSON path, everything at once", () => {
    const path = writtenFile(withRole({ cpu: "300", family: "a b" }));
    expect(firstLines(definitions({ taskDefinitionFile: path }))).toEqual([
      expect.stringContaining(`three · ${path} family `),
      expect.stringContaining(`three · ${path} cpu `),
    ]);
  });

  it("is told to be no JSON, and nothing else of it", () => {
    const path = writtenFile("# task definition");
    expect(firstLines(definitions({ taskDefinitionFile: path }))).toEqual([
      expect.stringContaining(`three · ${path} is no JSON`),
    ]);
  });

  it("is told to have no containers, and not that each container of the settings is none of them", () => {
    const path = writtenFile(withRole({ containerDefinitions: [] }));
    expect(firstLines(definitions({ taskDefinitionFile: path }))).toEqual([
      expect.stringContaining(`three · ${path} containerDefinitions `),
    ]);
  });

  it("needs an execution role, unless one is made with the service", () => {
    const told = firstLines(definitions({ taskDefinitionFile }));
    expect(told.length).toBeGreaterThan(0);
    for (const line of told) expect(line).toContain(`${taskDefinitionFile} executionRoleArn is missing`);
    expect(problems([made()])).toEqual([]);
  });
});
