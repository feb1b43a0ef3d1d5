import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { taskDefinitionWarnings } from "../../../../../modules/ecs/task-definition/task-definition-warnings";
import { withoutReadOnlyKeys } from "../../../../../modules/ecs/task-definition/without-read-only-keys";
import { describedFargate } from "../../../../support/task-definitions/described-fargate";

const pathsOf = (task: object): readonly string[] =>
  taskDefinitionWarnings(JSON.stringify(task)).map(({ path }) => path);
const withHealth = (command: readonly string[], rest: object = {}) => ({
  containerDefinitions: [{ name: "app", healthCheck: { command, ...rest } }],
});
const health = "containerDefinitions[0].healthCheck";

describe("the warnings of the described task definition", () => {
  const warnings = taskDefinitionWarnings(withoutReadOnlyKeys(describedFargate));

  it("are about what goes wrong in it, and nothing else", () => {
    expect(warnings.map(({ path }) => path)).toEqual([
      "taskRoleArn",
      `${health}.command`,
      `${health}.command`,
      `${health}.interval`,
      "containerDefinitions[0].logConfiguration.options.awslogs-create-group",
      "containerDefinitions[1].healthCheck.command",
      "containerDefinitions[1].healthCheck.command",
      "containerDefinitions[1].healthCheck.command",
    ]);
  });

  it("say what the shell makes of the third element of the health check", () => {
    expect(warnings[1]?.text).toContain(String.raw`/bin/sh -c "curl localhost:3000/health" "\"|| exit 1\""`);
  });
});

describe("a third element after CMD-SHELL", () => {
  it("is no part of the script that the shell runs, only its name", () => {
    const { stdout, status } = spawnSync("/bin/sh", ["-c", 'echo "name: $0"; exit 3', '"|| exit 0"'], {
      encoding: "utf8",
    });
    expect([stdout, status]).toEqual(['name: "|| exit 0"\n', 3]);
  });
});

describe("a warning is given of", () => {
  it.each<readonly [string, object, string]>([
    ["arguments of a shell", withHealth(["CMD-SHELL", "test -e /ready", "|| exit 1"]), `${health}.command`],
    ["curl that takes every answer", withHealth(["CMD", "curl", "localhost"]), `${health}.command`],
    ["one role for both", { taskRoleArn: "a", executionRoleArn: "a" }, "taskRoleArn"],
    ["a key that nobody knows", { familly: "shop" }, "familly"],
    [
      "a key of a container that nobody knows",
      { containerDefinitions: [{ comand: [] }] },
      "containerDefinitions[0].comand",
    ],
    [
      "a variable that is set twice",
      { containerDefinitions: [{ environment: [{ name: "A" }, { name: "B" }, { name: "A" }] }] },
      "containerDefinitions[0].environment[2].name",
    ],
  ])("%s", (_, task, path) => {
    expect(pathsOf(task)).toEqual([path]);
  });

  it.each<readonly [string, object]>([
    ["a whole line after CMD-SHELL", withHealth(["CMD-SHELL", "curl -f http://localhost/ || exit 1"])],
    ["curl that fails, among other options", withHealth(["CMD-SHELL", "curl -sSf localhost"])],
    ["curl that fails, spelt out", withHealth(["CMD", "curl", "--silent", "--fail", "localhost"])],
    ["words after CMD", withHealth(["CMD", "test", "-e", "/ready"])],
    ["a health check that is switched off", withHealth(["NONE"])],
    ["a long interval that nobody waits for", withHealth(["CMD", "true"], { interval: 300 })],
    ["a role for each", { taskRoleArn: "a", executionRoleArn: "b" }],
    ["no role at all", {}],
    [
      "a log group that exists",
      { containerDefinitions: [{ logConfiguration: { options: { "awslogs-create-group": "false" } } }] },
    ],
  ])("not of %s", (_, task) => {
    expect(pathsOf(task)).toEqual([]);
  });

  it("health checks that are two minutes apart and more, where another container waits for them", () => {
    const waiting = { name: "proxy", dependsOn: [{ containerName: "app", condition: "HEALTHY" }] };
    const checkedEvery = (interval: number) => {
      const healthCheck = { command: ["CMD", "true"], interval };
      return pathsOf({ containerDefinitions: [{ name: "app", healthCheck }, waiting] });
    };
    expect(checkedEvery(120)).toEqual([`${health}.interval`]);
    expect(checkedEvery(119)).toEqual([]);
  });

  it("a port that another container has and this one lacks, where they share a network", () => {
    const containerDefinitions = [
      { name: "app", portMappings: [{ containerPort: 3000 }] },
      { name: "proxy", healthCheck: { command: ["CMD", "wget", "http://localhost:3000"] } },
    ];
    expect(pathsOf({ networkMode: "awsvpc", containerDefinitions })).toEqual([
      "containerDefinitions[1].healthCheck.command",
    ]);
    expect(pathsOf({ networkMode: "bridge", containerDefinitions })).toEqual([]);
  });
});
