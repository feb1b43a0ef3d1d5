import { expect, it } from "vitest";
import { LocalAccount } from "../../../local/aws/local-account";
import { existingTaskRoles, taskDefinitionOf } from "../../../tools/try/blue-green/task-definition";
import { ecrPushBlueGreen, shiftedService, taskDefinitionFile } from "../../support/minimal-entries";

const account = new LocalAccount("http://127.0.0.1:1", "210987654321");
const context = { account, githubUrl: "" };

/** An entry whose team uploads the definitions. */
const ofTeam = (changes: object = {}) =>
  ecrPushBlueGreen({
    images: [{ containerName: "web", otherContainerNames: ["worker"] }],
    service: {
      ...shiftedService,
      serviceName: "shop",
      containerName: "proxy",
      containerPort: 8080,
      ...changes,
    },
    migration: { command: ["migrate"], migrationContainer: "tasks" },
  });

it("has every container that the entry names, and the port that gets the traffic", () => {
  const definition = JSON.parse(taskDefinitionOf(ofTeam(), context));
  const containers = definition.containerDefinitions.map(
    ({ name, portMappings }: { name: string; portMappings: object[] }) => [name, portMappings],
  );
  expect(containers).toEqual([
    ["web", []],
    ["worker", []],
    ["tasks", []],
    ["proxy", [{ containerPort: 8080 }]],
  ]);
});

it("has the roles that the settings let the pipeline pass on, and no others", () => {
  const settings = ofTeam({ taskRoles: ["start", "arn:aws:iam::210987654321:role/apps/shop"] });
  expect(JSON.parse(taskDefinitionOf(settings, context))).toMatchObject({
    executionRoleArn: "arn:aws:iam::210987654321:role/start",
    taskRoleArn: "arn:aws:iam::210987654321:role/apps/shop",
  });
  expect(existingTaskRoles(ofTeam(), context)).toEqual([
    "arn:aws:iam::210987654321:role/shop-execution",
    "arn:aws:iam::210987654321:role/shop-task",
  ]);
});

it("is the entry's own where that has one", () => {
  const settings = ecrPushBlueGreen({ definitions: { bucket: "shop-definitions", taskDefinitionFile } });
  expect(JSON.parse(taskDefinitionOf(settings, context))).toMatchObject({ family: "example-blue-green" });
});
