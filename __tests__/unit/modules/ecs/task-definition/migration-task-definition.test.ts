import { describe, expect, it } from "vitest";
import { migrationTaskDefinition } from "../../../../../modules/ecs/task-definition/migration-task-definition";
import { taskDefinitionProblems } from "../../../../../modules/ecs/task-definition/task-definition-problems";
import { withoutReadOnlyKeys } from "../../../../../modules/ecs/task-definition/without-read-only-keys";
import { describedFargate } from "../../../../support/task-definitions/described-fargate";

interface Migration {
  readonly family: string;
  readonly containerDefinitions: readonly { readonly name: string; readonly [key: string]: unknown }[];
  readonly [key: string]: unknown;
}

const task = { family: "shop-migration", containerName: "app", command: ["migrate", "--all"] };
const migrationOf = (text: string): Migration => JSON.parse(migrationTaskDefinition(text, task)) as Migration;
const ofContainers = (containers: readonly object[], rest: object = { networkMode: "awsvpc" }): Migration =>
  migrationOf(JSON.stringify({ family: "shop", containerDefinitions: containers, ...rest }));
const namesOf = ({ containerDefinitions }: Migration) => containerDefinitions.map(({ name }) => name);

describe("the migration of a service with a proxy", () => {
  const migration = migrationOf(withoutReadOnlyKeys(describedFargate));

  it("has a family of its own", () => {
    expect(migration.family).toBe("shop-migration");
  });

  it("runs the application alone: the proxy that waits for it would end the task", () => {
    expect(namesOf(migration)).toEqual(["app"]);
  });

  it("has its command in place of the application's, behind the same entry point", () => {
    expect(migration.containerDefinitions).toMatchObject([
      { command: ["migrate", "--all"], entryPoint: ["/usr/local/bin/entrypoint.sh"], essential: true },
    ]);
  });

  it("keeps secrets, roles, size and network, and asks for no health", () => {
    const { containerDefinitions, family: _, ...rest } = JSON.parse(withoutReadOnlyKeys(describedFargate));
    const { healthCheck, command: __, ...app } = containerDefinitions[0];
    const { containerDefinitions: left, family: ___, ...restLeft } = migration;
    expect(healthCheck).toBeDefined();
    expect(restLeft).toEqual(rest);
    expect(left).toEqual([{ ...app, command: ["migrate", "--all"] }]);
  });

  it("is taken by RegisterTaskDefinition", () => {
    const text = migrationTaskDefinition(withoutReadOnlyKeys(describedFargate), task);
    expect(taskDefinitionProblems(text)).toEqual([]);
  });
});

describe("the migration", () => {
  it("takes along what its container waits for, over every step", () => {
    const migration = ofContainers([
      { name: "other" },
      { name: "app", dependsOn: [{ containerName: "tunnel", condition: "HEALTHY" }] },
      { name: "tunnel", dependsOn: [{ containerName: "keys", condition: "SUCCESS" }] },
      { name: "keys", essential: false },
    ]);
    expect(namesOf(migration)).toEqual(["app", "tunnel", "keys"]);
    expect(migration.containerDefinitions[0]?.dependsOn).toHaveLength(1);
  });

  it.each([
    ["whose volumes it mounts", { volumesFrom: [{ sourceContainer: "needed" }] }, {}],
    ["that it links to", { links: ["needed:alias"] }, {}],
    [
      "that routes its log",
      { logConfiguration: { logDriver: "awsfirelens" } },
      { firelensConfiguration: { type: "fluentbit" } },
    ],
  ])("takes a container along %s", (_, ofApp, ofNeeded) => {
    const migration = ofContainers([
      { name: "needed", ...ofNeeded },
      { name: "other" },
      { name: "app", ...ofApp },
    ]);
    expect(namesOf(migration)).toEqual(["needed", "app"]);
  });

  it("leaves out a log router that it does not log to", () => {
    expect(
      namesOf(ofContainers([{ name: "app" }, { name: "log", firelensConfiguration: { type: "fluentbit" } }])),
    ).toEqual(["app"]);
  });

  it("keeps nobody waiting for more than the start of its container", () => {
    const { containerDefinitions } = ofContainers([
      { name: "app", volumesFrom: [{ sourceContainer: "files" }], healthCheck: { command: ["CMD", "true"] } },
      {
        name: "files",
        dependsOn: [
          { containerName: "app", condition: "HEALTHY" },
          { containerName: "app", condition: "START" },
        ],
      },
    ]);
    expect(containerDefinitions[1]?.dependsOn).toEqual([{ containerName: "app", condition: "START" }]);
  });

  it("is essential, and ends when its command ends, whatever the service's container does", () => {
    const { containerDefinitions } = ofContainers([
      { name: "app", essential: false, restartPolicy: { enabled: true } },
      { name: "web" },
    ]);
    expect(containerDefinitions).toEqual([{ name: "app", essential: true, command: task.command }]);
  });

  it("takes no port of the host, which the service may have taken", () => {
    const portMappings = [{ containerPort: 80, hostPort: 80 }];
    expect(ofContainers([{ name: "app", portMappings }], {}).containerDefinitions[0]).not.toHaveProperty(
      "portMappings",
    );
    expect(ofContainers([{ name: "app", portMappings }]).containerDefinitions[0]).toMatchObject({
      portMappings,
    });
  });

  it("has no proxy of a service mesh that is left out", () => {
    const proxy = { proxyConfiguration: { type: "APPMESH", containerName: "envoy" } };
    expect(ofContainers([{ name: "app" }, { name: "envoy" }], proxy)).not.toHaveProperty(
      "proxyConfiguration",
    );
    const waiting = { name: "app", dependsOn: [{ containerName: "envoy", condition: "START" }] };
    expect(ofContainers([waiting, { name: "envoy" }], proxy)).toMatchObject(proxy);
  });

  it("keeps what it does not change byte for byte", () => {
    const text = `{"futureKey":1.0,"containerDefinitions":[{"name":"app" ,"x":1e2,"command":["a"],"essential":true}],"networkMode":"awsvpc","family":"shop"}`;
    expect(migrationTaskDefinition(text, task)).toBe(
      text.replace('["a"]', '["migrate","--all"]').replace('"shop"', '"shop-migration"'),
    );
  });
});
