import { z } from "zod";
import type { Scope } from "../gateway/scope";

const secret = z.looseObject({ name: z.string(), valueFrom: z.string() });

const container = z.looseObject({
  name: z.string(),
  image: z.string(),
  essential: z.boolean().default(true),
  command: z.array(z.string()).default([]),
  environment: z.array(z.looseObject({ name: z.string(), value: z.string() })).default([]),
  secrets: z.array(secret).default([]),
  repositoryCredentials: z.looseObject({ credentialsParameter: z.string() }).optional(),
  logConfiguration: z
    .looseObject({
      logDriver: z.string(),
      options: z.record(z.string(), z.string()).default({}),
      secretOptions: z.array(secret).default([]),
    })
    .optional(),
});

const answer = z.looseObject({
  taskDefinition: z.looseObject({
    taskDefinitionArn: z.string(),
    family: z.string(),
    status: z.string(),
    networkMode: z.string().default("bridge"),
    requiresCompatibilities: z.array(z.string()).optional(),
    cpu: z.string().optional(),
    memory: z.string().optional(),
    executionRoleArn: z.string().optional(),
    taskRoleArn: z.string().optional(),
    containerDefinitions: z.array(container),
  }),
});

/** What a task is started from. */
export type TaskDefinition = z.output<typeof answer>["taskDefinition"];
export type ContainerDefinition = TaskDefinition["containerDefinitions"][number];

/** A task definition by its ARN, its family (then the newest) or `family:revision`. */
export async function taskDefinitionOf(scope: Scope, taskDefinition: string): Promise<TaskDefinition> {
  return answer.parse(await scope.moto.call("ecs", "DescribeTaskDefinition", { taskDefinition }))
    .taskDefinition;
}
