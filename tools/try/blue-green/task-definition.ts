import { taskDefinitionFacts } from "../../../modules/ecs/task-definition/task-definition-facts";
import type { EcrPushBlueGreenSettings } from "../../../settings/schema/ecr-push-blue-green";
import { migrationsOf } from "../../../stacks/blue-green/migration";
import { taskDefinitionFile } from "../../../stacks/service/task-definition-file";
import type { StoryContext } from "../story";

/** Where the entry has none of its own, a stand-in for the team's. */
export function taskDefinitionOf(settings: EcrPushBlueGreenSettings, context: StoryContext): string {
  const { taskDefinitionFile: path } = settings.definitions;
  return (path && taskDefinitionFile(path).text) || standIn(settings, context);
}

/** As little as a release of the entry's images needs. */
function standIn(settings: EcrPushBlueGreenSettings, { account }: StoryContext): string {
  const { images, service } = settings;
  const names = new Set([
    ...images.flatMap(({ containerName, otherContainerNames = [] }) => [
      containerName,
      ...otherContainerNames,
    ]),
    ...migrationsOf(settings).flatMap(({ action: { migrationContainer } }) => migrationContainer ?? []),
    service.containerName,
  ]);
  const { execution, task } = rolesOf(settings);
  const arnOf = (role?: string) =>
    role === undefined || role.startsWith("arn:") ? role : `arn:aws:iam::${account.accountId}:role/${role}`;
  return JSON.stringify({
    family: service.serviceName,
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    cpu: "256",
    memory: "512",
    executionRoleArn: arnOf(execution),
    taskRoleArn: arnOf(task),
    containerDefinitions: [...names].map((name) => ({
      name,
      image: "every-release-writes-its-own-here",
      essential: true,
      portMappings: name === service.containerName ? [{ containerPort: service.containerPort }] : [],
    })),
  });
}

/** Where the settings list the roles, these and no others: the pipeline may pass no others on. */
function rolesOf({ service: { serviceName, taskRoles } }: EcrPushBlueGreenSettings) {
  if (typeof taskRoles !== "object") {
    return { execution: `${serviceName}-execution`, task: `${serviceName}-task` };
  }
  const [execution, task = execution] = taskRoles;
  return { execution, task };
}

/** The roles of a service that exists: those that its task definition names, and those that settings name. */
export function existingTaskRoles(
  settings: EcrPushBlueGreenSettings,
  context: StoryContext,
): readonly string[] {
  const { taskRoles } = settings.service;
  const { executionRoleArn, taskRoleArn } = taskDefinitionFacts(taskDefinitionOf(settings, context));
  const named = [...(typeof taskRoles === "object" ? taskRoles : []), executionRoleArn, taskRoleArn];
  return [...new Set(named.filter((role): role is string => role !== undefined && role !== ""))];
}
