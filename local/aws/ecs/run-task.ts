import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { AwsError } from "../client/aws-error";
import { type Scope, ScopedState } from "../gateway/scope";
import { checkNetwork } from "./check-network";
import { OneOffTask, type TaskSetting } from "./one-off-task";
import { oneOffTasksIn } from "./one-off-tasks";
import { checkAgainstDefinition, checkRunTaskInput, type RunTaskInput } from "./run-task-input";
import { shownOneOffTask } from "./shown-one-off-task";
import { taskCapacities } from "./task-capacity";
import { type TaskDefinition, taskDefinitionOf } from "./task-definition";

interface EarlierRequest {
  readonly input: RunTaskInput;
  readonly tasks: readonly OneOffTask[];
}

const requestsIn = new ScopedState(() => new Map<string, EarlierRequest>());

const tagsOfDefinition = z.looseObject({ tags: z.array(z.looseObject({})).default([]) });

/** Starts tasks; answers before their containers start. */
export async function runTask(input: RunTaskInput, scope: Scope): Promise<object> {
  checkRunTaskInput(input);
  const earlier = earlierRequest(scope, input);
  if (earlier !== undefined) return answerOf(earlier.tasks);
  const capacities = await taskCapacities(scope, input);
  const definition = await existingDefinition(scope, input.taskDefinition);
  for (const { launchType } of capacities) checkAgainstDefinition(input, definition, launchType);
  const network = input.networkConfiguration?.awsvpcConfiguration;
  if (network !== undefined) await checkNetwork(scope, network);
  const { overrides, startedBy, enableExecuteCommand, group = `family:${definition.family}` } = input;
  const tags = await tagsOf(scope, input, definition);
  const tasks = capacities.map((capacity) => {
    const setting: TaskSetting = {
      ...{ ...capacity, network, overrides, tags, group, enableExecuteCommand },
      ...(startedBy === undefined ? {} : { startedBy }),
      ...(capacity.launchType === "FARGATE" ? { platformVersion: versionOf(input) } : {}),
    };
    return new OneOffTask(scope, overridden(definition, overrides), setting);
  });
  if (input.clientToken !== undefined) requestsIn.of(scope).set(input.clientToken, { input, tasks });
  oneOffTasksIn.of(scope).push(...tasks);
  const answer = answerOf(tasks);
  for (const task of tasks) scope.background.start(`the task ${task.taskArn}`, (signal) => task.run(signal));
  return answer;
}

function answerOf(tasks: readonly OneOffTask[]): object {
  return { tasks: tasks.map((task) => shownOneOffTask(task, { withTags: true })), failures: [] };
}

function earlierRequest(scope: Scope, input: RunTaskInput): EarlierRequest | undefined {
  const earlier = requestsIn.of(scope).get(input.clientToken ?? "");
  if (earlier === undefined || isDeepStrictEqual(earlier.input, input)) return earlier;
  throw new AwsError(
    "ConflictException",
    "The provided clientToken is already in use with a different RunTask request.",
  );
}

async function existingDefinition(scope: Scope, name: string): Promise<TaskDefinition> {
  try {
    return await taskDefinitionOf(scope, name);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new AwsError("ClientException", "TaskDefinition not found.");
  }
}

async function tagsOf(
  scope: Scope,
  { tags, propagateTags }: RunTaskInput,
  { taskDefinitionArn }: TaskDefinition,
): Promise<readonly object[]> {
  if (propagateTags !== "TASK_DEFINITION") return tags;
  const input = { resourceArn: taskDefinitionArn };
  const inherited = tagsOfDefinition.parse(await scope.moto.call("ecs", "ListTagsForResource", input)).tags;
  return [...inherited.filter(({ key }) => !tags.some((tag) => tag.key === key)), ...tags];
}

// LATEST is the newest when the task starts.
function versionOf({ platformVersion = "LATEST" }: RunTaskInput): string {
  return platformVersion === "LATEST" ? "1.4.0" : platformVersion;
}

/** The task definition with what RunTask puts in its place. */
function overridden(definition: TaskDefinition, overrides: RunTaskInput["overrides"]): TaskDefinition {
  const { containerOverrides, executionRoleArn, taskRoleArn, cpu, memory } = overrides;
  return {
    ...definition,
    ...(executionRoleArn === undefined ? {} : { executionRoleArn }),
    ...(taskRoleArn === undefined ? {} : { taskRoleArn }),
    ...(cpu === undefined ? {} : { cpu }),
    ...(memory === undefined ? {} : { memory }),
    containerDefinitions: definition.containerDefinitions.map((container) => {
      const { command = container.command, environment = [] } =
        containerOverrides.find(({ name }) => name === container.name) ?? {};
      const kept = container.environment.filter(({ name }) => !environment.some((one) => one.name === name));
      return { ...container, command, environment: [...kept, ...environment] };
    }),
  };
}
