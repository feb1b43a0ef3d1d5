import { parse } from "yaml";
import { z } from "zod";
import { DeploymentFailure } from "./deployment-failure";

/** The events that a function may be run at, in the order in which they are. */
export const HOOKS = [
  "BeforeInstall",
  "AfterInstall",
  "AfterAllowTestTraffic",
  "BeforeAllowTraffic",
  "AfterAllowTraffic",
] as const;
export type HookName = (typeof HOOKS)[number];

const properties = z.strictObject({
  TaskDefinition: z.string().regex(/^arn:[^:]+:ecs:[^:]+:\d{12}:task-definition\/[^:]+:\d+$/, {
    error: "not the ARN of a revision of a task definition",
  }),
  LoadBalancerInfo: z.strictObject({ ContainerName: z.string().min(1), ContainerPort: z.number().int() }),
  PlatformVersion: z.string().optional(),
  NetworkConfiguration: z
    .strictObject({
      AwsvpcConfiguration: z.strictObject({
        Subnets: z.array(z.string()).min(1),
        SecurityGroups: z.array(z.string()).optional(),
        AssignPublicIp: z.enum(["ENABLED", "DISABLED"]).optional(),
      }),
    })
    .optional(),
  CapacityProviderStrategy: z
    .array(
      z.strictObject({
        Base: z.number().int().optional(),
        CapacityProvider: z.string(),
        Weight: z.number().int().optional(),
      }),
    )
    .optional(),
});

const file = z.strictObject({
  // The only one that there is.
  version: z.union([z.literal(0), z.literal("0.0")]),
  Resources: z
    .array(
      z
        .record(z.string(), z.strictObject({ Type: z.literal("AWS::ECS::Service"), Properties: properties }))
        .refine((resource) => Object.keys(resource).length === 1, { error: "not one resource" }),
    )
    .length(1),
  Hooks: z.array(z.partialRecord(z.enum(HOOKS), z.string().min(1))).optional(),
});

/** What is deployed, and the functions that look whether it is good. */
export interface AppSpec {
  readonly service: z.output<typeof properties>;
  readonly hooks: Readonly<Partial<Record<HookName, string>>>;
}

/** Reads the AppSpec file of an ECS deployment, in YAML or JSON, and refuses what it doesn't know. */
export function readAppSpec(content: string): AppSpec {
  const result = file.safeParse(parsed(content));
  if (!result.success) throw invalid(z.prettifyError(result.error));
  const [resource = {}] = result.data.Resources;
  const [target] = Object.values(resource);
  if (target === undefined) throw invalid("Resources names no service");
  return { service: target.Properties, hooks: Object.assign({}, ...(result.data.Hooks ?? [])) };
}

function parsed(content: string): unknown {
  try {
    // JSON is YAML.
    return parse(content);
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error));
  }
}

function invalid(problem: string): DeploymentFailure {
  return new DeploymentFailure("INVALID_REVISION", `The AppSpec file is not valid: ${problem}`);
}
