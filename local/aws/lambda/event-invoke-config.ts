import { z } from "zod";
import type { Answer } from "../gateway/answer";
import type { AwsRequest } from "../gateway/aws-request";
import { answerOfMoto } from "../gateway/moto-proxy";
import type { Scope } from "../gateway/scope";
import { functionInPath } from "./function-reference";
import { readOfFunction } from "./lambda-api";

const destination = z.object({ Destination: z.string().optional() }).optional();

const eventInvokeConfig = z.object({
  MaximumRetryAttempts: z.number().int().min(0).max(2).optional(),
  MaximumEventAgeInSeconds: z.number().int().min(60).max(21_600).optional(),
  DestinationConfig: z.object({ OnSuccess: destination, OnFailure: destination }).optional(),
});

/** How Lambda treats a function's asynchronous invocations. One for all versions and aliases: moto keeps no more. */
export type EventInvokeConfig = z.output<typeof eventInvokeConfig>;

/** What moto keeps of the function. */
export async function eventInvokeConfigOf(scope: Scope, name: string): Promise<EventInvokeConfig> {
  return eventInvokeConfig.parse((await readOfFunction(scope, name, "event-invoke-config")) ?? {});
}

/** Puts it in place of the one before, which moto goes on to show. */
export async function putEventInvokeConfig(request: AwsRequest, scope: Scope): Promise<Answer> {
  await scope.moto.send("lambda", "DELETE", request.url.pathname);
  return answerOfMoto(scope.moto.endpoint, request, scope.accountId);
}

/** Changes what the request names, of which moto would drop the rest. */
export async function updateEventInvokeConfig(request: AwsRequest, scope: Scope): Promise<Answer> {
  const { name } = functionInPath(request, scope);
  const changes = eventInvokeConfig.parse(JSON.parse(request.body.toString() || "{}"));
  const merged = { ...(await eventInvokeConfigOf(scope, name)), ...changes };
  return putEventInvokeConfig(
    { ...request, method: "PUT", body: Buffer.from(JSON.stringify(merged)) },
    scope,
  );
}
