import { z } from "zod";
import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import { type FunctionReference, functionArn } from "./function-reference";
import { keptSettingsOf } from "./kept-settings";
import { readOfFunction } from "./lambda-api";

const configuration = z.object({
  FunctionName: z.string(),
  FunctionArn: z.string(),
  Version: z.string(),
  Role: z.string(),
  Runtime: z.string().nullish(),
  Handler: z.string().nullish(),
  PackageType: z.string(),
  Timeout: z.number(),
  MemorySize: z.number(),
  CodeSha256: z.string(),
  Layers: z.array(z.object({ Arn: z.string() })).default([]),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }).optional(),
});

/** A function as it is configured at the moment of an invocation. */
export type FunctionConfiguration = z.output<typeof configuration> & {
  readonly deadLetterArn: string | undefined;
  readonly logGroup: string;
};

/** What moto and we keep of the version or alias, or AWS's error. */
export async function configurationOf(
  scope: Scope,
  reference: FunctionReference,
): Promise<FunctionConfiguration> {
  const found = await configurationIfAny(scope, reference);
  if (found !== undefined) return found;
  const arn = functionArn(scope, reference);
  throw new AwsError("ResourceNotFoundException", `Function not found: ${arn}`, 404);
}

/** The same, or undefined when there is no such function. */
export async function configurationIfAny(
  scope: Scope,
  { name, qualifier }: FunctionReference,
): Promise<FunctionConfiguration | undefined> {
  const query = qualifier === undefined ? "" : `?Qualifier=${encodeURIComponent(qualifier)}`;
  const answer = await readOfFunction(scope, name, "configuration", query);
  if (answer === undefined) return undefined;
  const { DeadLetterConfig, LoggingConfig } = keptSettingsOf(scope, name);
  return {
    ...configuration.parse(answer),
    deadLetterArn: DeadLetterConfig?.TargetArn || undefined,
    logGroup: LoggingConfig.LogGroup ?? `/aws/lambda/${name}`,
  };
}

/** How many invocations the function may have at once; undefined is no limit. */
export async function reservedConcurrencyOf(scope: Scope, name: string): Promise<number | undefined> {
  const answer = z
    .object({ ReservedConcurrentExecutions: z.number().nullish() })
    .optional()
    .parse(await readOfFunction(scope, name, "concurrency"));
  return answer?.ReservedConcurrentExecutions ?? undefined;
}
