import { describe, expect, it } from "vitest";
import { migrationTaskDefinition } from "../../../modules/ecs/task-definition/migration-task-definition";
import { withoutReadOnlyKeys } from "../../../modules/ecs/task-definition/without-read-only-keys";
import { build } from "../../support/code-build";
import { missingCommand } from "../../support/missing-command";
import { requires } from "../../support/requires";
import { describedFargate } from "../../support/task-definitions/described-fargate";

const arn = (rest: string) => `arn:aws:ecs:ap-northeast-1:123456789012:${rest}`;
const task = arn("task/shop/0123456789abcdef0123456789abcdef");
const taskDefinition = arn("task-definition/shop-migration:7");

// Answers what the test has put into the variables; of a task's states, one each time, the last one from then on.
const aws = `#!/usr/bin/env bash
printf '%s\\n' "aws $*" >> "$RECORD/calls"
case "aws $*" in $FAILING) echo "An error occurred" >&2; exit 254 ;; esac
case "$2" in
  describe-services) printf '%s' "$SERVICES" ;;
  register-task-definition) echo ${taskDefinition} ;;
  run-task) printf 'asked: %s\\n' "$(jq --compact-output --sort-keys . run-task.json)" >&2; printf '%s' "$STARTED" ;;
  describe-tasks)
    number="$(grep --count "describe-tasks" "$RECORD/calls")"
    printf '%s' "$STATES" | jq --argjson number "$number" '{tasks: [.[$number - 1] // .[-1] | select(. != null)]}' ;;
  stop-task) echo '{}' ;;
esac
`;

const network = (subnet: string) => ({ awsvpcConfiguration: { subnets: [subnet] } });
const service = {
  status: "ACTIVE",
  launchType: "FARGATE",
  platformVersion: "1.4.0",
  networkConfiguration: network("subnet-service"),
};
const container = (state: object) => ({ name: "app", ...state });
const stopped = (state: object, rest: object = {}) => ({
  lastStatus: "STOPPED",
  containers: [container(state)],
  ...rest,
});
const succeeded = stopped({ exitCode: 0 }, { stoppedReason: "Essential container in task exited" });
const running = { lastStatus: "RUNNING", containers: [container({})] };

interface World {
  readonly services?: readonly object[];
  readonly started?: object;
  readonly states?: readonly (object | null)[];
  readonly failing?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

const migrate = ({
  services = [service],
  started,
  states = [running, succeeded],
  failing,
  variables,
}: World = {}) =>
  build("migrate.yml", {
    environment: {
      AWS_REGION: "ap-northeast-1",
      CLUSTER: "shop",
      SERVICE: "shop",
      CONTAINER_NAME: "app",
      TIMEOUT_IN_MINUTES: "1",
      POLL_SECONDS: "0",
      SERVICES: JSON.stringify({ services, failures: services.length > 0 ? [] : [{ reason: "MISSING" }] }),
      STARTED: JSON.stringify(started ?? { tasks: [{ taskArn: task }], failures: [] }),
      STATES: JSON.stringify(states),
      ...variables,
    },
    files: {
      "migration-taskdef.json": migrationTaskDefinition(withoutReadOnlyKeys(describedFargate), {
        family: "shop-migration",
        containerName: "app",
        command: ["migrate"],
      }),
    },
    commands: { aws },
    ...(failing !== undefined && { failing }),
  });

/** What the build asked RunTask for. */
const asked = (output: string): unknown => JSON.parse(/^asked: (.*)$/m.exec(output)?.[1] ?? "null");

const jq = missingCommand("jq", "Install jq: https://jqlang.org/download");

requires(jq)("the migration as a task", () => {
  it("registers the task definition, runs it beside the service, and succeeds with its exit code", async () => {
    const { succeeded: done, calls, output } = await migrate();
    expect(done, output).toBe(true);
    expect(calls.map((call) => call.split(" ")[2])).toEqual([
      "describe-services",
      "register-task-definition",
      "run-task",
      "describe-tasks",
      "describe-tasks",
    ]);
    expect(asked(output)).toEqual({
      cluster: "shop",
      count: 1,
      launchType: "FARGATE",
      networkConfiguration: network("subnet-service"),
      platformVersion: "1.4.0",
      taskDefinition,
    });
    expect(output).toContain("The migration succeeded.");
  });

  it("says where the task is seen, where its log is, and how far it is", async () => {
    const { output } = await migrate();
    expect(output).toContain(
      "Task: https://ap-northeast-1.console.aws.amazon.com/ecs/v2/clusters/shop/tasks/0123456789abcdef0123456789abcdef?region=ap-northeast-1",
    );
    expect(output).toContain(
      "Log: group /ecs/shop-staging, stream ecs/shop-staging/app/0123456789abcdef0123456789abcdef",
    );
    expect(output).toContain("Migration: RUNNING, 0 min\nMigration: STOPPED, 0 min");
  });

  it("runs where the primary task set of a service that CodeDeploy deploys runs", async () => {
    const taskSets = [
      { status: "ACTIVE", launchType: "EC2", networkConfiguration: network("subnet-green") },
      {
        status: "PRIMARY",
        platformVersion: "1.4.0",
        networkConfiguration: network("subnet-blue"),
        capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT", weight: 1, base: 0 }],
      },
    ];
    const { output } = await migrate({ services: [{ ...service, launchType: undefined, taskSets }] });
    expect(asked(output)).toEqual({
      cluster: "shop",
      count: 1,
      capacityProviderStrategy: [{ base: 0, capacityProvider: "FARGATE_SPOT", weight: 1 }],
      networkConfiguration: network("subnet-blue"),
      platformVersion: "1.4.0",
      taskDefinition,
    });
  });

  it("runs without a network of its own where the service has none, on EC2", async () => {
    const { output } = await migrate({
      services: [{ status: "ACTIVE", launchType: "EC2", capacityProviderStrategy: [] }],
    });
    expect(asked(output)).toEqual({ cluster: "shop", count: 1, launchType: "EC2", taskDefinition });
  });

  it("waits on where a task that was started just now is still unknown", async () => {
    const { succeeded: done, output } = await migrate({ states: [null, running, succeeded] });
    expect(done, output).toBe(true);
  });

  describe("fails", () => {
    it.each<readonly [string, World, string]>([
      [
        "with the container's exit code",
        { states: [stopped({ exitCode: 3 }, { stoppedReason: "Essential container in task exited" })] },
        "Error: the migration failed: container app ended with exit code 3.",
      ],
      [
        "where the container never started, with the reasons of the task and of the container",
        {
          states: [
            stopped(
              { reason: "CannotPullContainerError: not found" },
              { stoppedReason: "Task failed to start" },
            ),
          ],
        },
        "Error: the migration failed: container app has no exit code, so it did not run to its end.\nStopped: Task failed to start\nContainer app: CannotPullContainerError: not found",
      ],
      [
        "where ECS starts nothing",
        { started: { tasks: [], failures: [{ reason: "RESOURCE:MEMORY", detail: "no instance" }] } },
        "Error: Amazon ECS did not start the migration: RESOURCE:MEMORY no instance",
      ],
      [
        "where there is no such service",
        { services: [] },
        'Error: there is no active service shop in cluster shop: [{"reason":"MISSING"}]',
      ],
      [
        "where the service is being deleted",
        { services: [{ ...service, status: "DRAINING" }] },
        "Error: there is no active service shop in cluster shop: []",
      ],
      [
        "where ECS refuses the task definition",
        { failing: "*register-task-definition*" },
        "An error occurred",
      ],
      ["where ECS refuses to run it", { failing: "*run-task*" }, "An error occurred"],
    ])("%s, and stops no task", async (_, world, line) => {
      const { succeeded: done, calls, output } = await migrate(world);
      expect(done).toBe(false);
      expect(output).toContain(line);
      expect(calls.filter((call) => call.includes("stop-task"))).toEqual([]);
    });

    it.each<readonly [string, World, string]>([
      [
        "takes too long",
        { states: [running], variables: { TIMEOUT_IN_MINUTES: "0" } },
        "Error: the migration has not ended within 0 minutes, and is stopped.",
      ],
      ["cannot be watched", { failing: "*describe-tasks*" }, "An error occurred"],
    ])("and stops a task that %s", async (_, world, line) => {
      const { succeeded: done, calls, output } = await migrate(world);
      expect(done).toBe(false);
      expect(output).toContain(line);
      expect(calls.at(-1)).toBe(
        `aws ecs stop-task --cluster shop --task ${task} --reason The build of the migration ended before it`,
      );
    });
  });
});
