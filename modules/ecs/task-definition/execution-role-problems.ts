import { type Container, listOf } from "./containers";
import { isRecord } from "./is-record";
import { driverOf } from "./log-driver";
import type { Problem } from "./problem";
import { executionRoleNeeded } from "./problems";

type Task = Readonly<Record<string, unknown>>;

const registry = /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com/;

/** Why a task needs an execution role and has none: one reason, of all that there are. */
export function executionRoleProblems(task: Task, containers: readonly Container[]): readonly Problem[] {
  if (task.executionRoleArn !== undefined) return [];
  const [reason] = [
    ...containers.filter(readsSecrets).map(said("reads secrets")),
    ...onFargate(task, containers),
  ];
  return reason === undefined ? [] : executionRoleNeeded(reason);
}

const said =
  (what: string) =>
  ({ name }: Container): string =>
    `container ${String(name)} ${what}`;

function readsSecrets({ secrets, logConfiguration, repositoryCredentials }: Container): boolean {
  const log = isRecord(logConfiguration) ? logConfiguration : {};
  return listOf(secrets).length + listOf(log.secretOptions).length > 0 || repositoryCredentials !== undefined;
}

// On EC2 the instance's role pulls images and writes logs.
function onFargate({ requiresCompatibilities }: Task, containers: readonly Container[]): readonly string[] {
  if (!Array.isArray(requiresCompatibilities) || !requiresCompatibilities.includes("FARGATE")) return [];
  return [
    ...containers
      .filter(({ image }) => typeof image === "string" && registry.test(image))
      .map(said("has an image of Amazon ECR")),
    ...containers
      .filter(({ logConfiguration }) => driverOf(logConfiguration) === "awslogs")
      .map(said("logs to CloudWatch (awslogs)")),
  ];
}
