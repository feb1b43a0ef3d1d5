import { z } from "zod";
import { AwsError } from "../client/aws-error";
import { tagList } from "../gateway/tags";
import type { TaskDefinition } from "./task-definition";

const variables = z.array(z.object({ name: z.string(), value: z.string() }));

const overrides = z.looseObject({
  containerOverrides: z
    .array(
      z.looseObject({
        name: z.string().optional(),
        command: z.array(z.string()).optional(),
        environment: variables.optional(),
      }),
    )
    .default([]),
  executionRoleArn: z.string().optional(),
  taskRoleArn: z.string().optional(),
  cpu: z.string().optional(),
  memory: z.string().optional(),
});

/** What RunTask takes. */
export const runTaskInput = z.looseObject({
  taskDefinition: z.string(),
  cluster: z.string().default("default"),
  count: z.number().int().default(1),
  launchType: z.enum(["EC2", "FARGATE", "EXTERNAL"]).optional(),
  capacityProviderStrategy: z
    .array(
      z.object({
        capacityProvider: z.string(),
        base: z.number().default(0),
        weight: z.number().default(0),
      }),
    )
    .default([]),
  networkConfiguration: z
    .looseObject({
      awsvpcConfiguration: z
        .object({
          subnets: z.array(z.string()),
          securityGroups: z.array(z.string()).default([]),
          assignPublicIp: z.enum(["ENABLED", "DISABLED"]).default("DISABLED"),
        })
        .optional(),
    })
    .optional(),
  overrides: overrides.default({ containerOverrides: [] }),
  platformVersion: z.string().optional(),
  group: z.string().optional(),
  startedBy: z.string().optional(),
  clientToken: z.string().optional(),
  tags: tagList.default([]),
  propagateTags: z.enum(["TASK_DEFINITION", "SERVICE", "NONE"]).default("NONE"),
  enableExecuteCommand: z.boolean().default(false),
});

export type RunTaskInput = z.output<typeof runTaskInput>;

/** Refuses what RunTask refuses of its input alone. */
export function checkRunTaskInput(input: RunTaskInput): void {
  const { count, launchType, capacityProviderStrategy, startedBy = "", clientToken } = input;
  if (count < 1 || count > 10)
    throw invalid(`count is ${count}: between 1 and 10 tasks are started at a time.`);
  if (launchType !== undefined && capacityProviderStrategy.length > 0) {
    throw invalid(
      "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.",
    );
  }
  if (!/^[\w/-]{0,128}$/.test(startedBy)) {
    throw invalid(
      `startedBy takes up to 128 letters, numbers, hyphens, slashes and underscores: ${startedBy}`,
    );
  }
  if (clientToken !== undefined && !/^[!-~]{1,64}$/.test(clientToken)) {
    throw invalid(`clientToken takes up to 64 characters in the range of 33-126: ${clientToken}`);
  }
}

/** Refuses what RunTask refuses once it knows the task definition, and the launch type that was asked for. */
export function checkAgainstDefinition(
  { overrides: { containerOverrides }, networkConfiguration, platformVersion }: RunTaskInput,
  { status, networkMode, requiresCompatibilities, containerDefinitions }: TaskDefinition,
  launchType: string,
): void {
  if (status !== "ACTIVE") throw new AwsError("ClientException", "TaskDefinition is inactive");
  const compatible =
    requiresCompatibilities ?? (networkMode === "awsvpc" ? [launchType] : ["EC2", "EXTERNAL"]);
  if (!compatible.includes(launchType)) {
    throw invalid(`Task definition does not support launch_type ${launchType}.`);
  }
  if (launchType !== "FARGATE" && platformVersion !== undefined) {
    throw invalid("The platform version must be null when specifying an EC2 launch type.");
  }
  const network = networkConfiguration?.awsvpcConfiguration;
  if (networkMode === "awsvpc" && network === undefined) {
    throw invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  }
  if (networkMode !== "awsvpc" && network !== undefined) {
    throw invalid("Network Configuration is not valid for the given networkMode of this task definition.");
  }
  if (launchType === "EC2" && network?.assignPublicIp === "ENABLED") {
    throw invalid("Assign public IP is not supported for this launch type.");
  }
  const names = containerDefinitions.map(({ name }) => name);
  for (const { name } of containerOverrides) {
    if (name === undefined || names.includes(name)) continue;
    throw invalid(`Override for container named ${name} is not a container in the TaskDefinition.`);
  }
}

export function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterException", message);
}
