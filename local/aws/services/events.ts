import { z } from "zod";
import { parseArn } from "../arn";
import { AwsError } from "../client/aws-error";
import { putEvent } from "../events/event-bus";
import { compileEventPattern, InvalidEventPatternException } from "../events/event-pattern";
import type { Scope } from "../gateway/scope";
import { ANY_INPUT, operation, type Service } from "../gateway/service";

// EventBridge reaches these as a role of the user's; the others by the target's own policy.
const NEED_A_ROLE = ["codepipeline", "codebuild", "ecs", "kinesis", "states"];

const entry = z.object({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  Resources: z.array(z.string()).optional(),
  Time: z.number().optional(),
  EventBusName: z.string().default("default"),
});
const putEventsInput = z.object({ Entries: z.array(entry).min(1).max(10) });
const putRuleInput = z.looseObject({ EventPattern: z.string().max(4096).optional() });
const putTargetsInput = z.looseObject({
  Targets: z.array(z.looseObject({ Arn: z.string(), RoleArn: z.string().optional() })),
});
const testInput = z.object({ EventPattern: z.string(), Event: z.string() });

/** EventBridge: moto keeps buses, rules and targets; matching and delivery are done here. */
export const events: Service = {
  operations: {
    PutEvents: operation(
      "moto fails when a rule has a pipeline or project as target",
      putEventsInput,
      putEvents,
    ),
    PutRule: operation("moto takes patterns that AWS refuses", putRuleInput, putRule),
    PutTargets: operation("moto takes a pipeline as target without a role", putTargetsInput, putTargets),
    TestEventPattern: operation("moto answers nothing", testInput, testEventPattern),
  },
};

async function putEvents({ Entries }: z.output<typeof putEventsInput>, scope: Scope): Promise<object> {
  const results: object[] = [];
  for (const given of Entries) results.push(await putEntry(given, scope));
  return { FailedEntryCount: results.filter((result) => "ErrorCode" in result).length, Entries: results };
}

async function putEntry(given: z.output<typeof entry>, scope: Scope): Promise<object> {
  const { Source, DetailType, Detail, Resources, Time, EventBusName } = given;
  if (!Source || !DetailType || !Detail) {
    return failed("InvalidArgument", "Parameter Source, DetailType and Detail are required.");
  }
  if (Source.startsWith("aws.")) {
    return failed("NotAuthorizedForSourceException", "Not authorized for the source.");
  }
  let detail: unknown;
  try {
    detail = JSON.parse(Detail);
  } catch {
    return failed("MalformedDetail", "Detail is malformed.");
  }
  const time = Time === undefined ? {} : { time: `${new Date(Time * 1000).toISOString().slice(0, 19)}Z` };
  const event = { source: Source, "detail-type": DetailType, detail, resources: Resources ?? [], ...time };
  const { id } = await putEvent(scope, event, busName(EventBusName));
  return { EventId: id };
}

function failed(ErrorCode: string, ErrorMessage: string): object {
  return { ErrorCode, ErrorMessage };
}

function busName(nameOrArn: string): string {
  return parseArn(nameOrArn)?.resource.replace(/^event-bus\//, "") ?? nameOrArn;
}

async function putRule(input: z.output<typeof putRuleInput>, scope: Scope): Promise<object> {
  if (input.EventPattern !== undefined) validPattern(input.EventPattern);
  return ANY_INPUT.parse(await scope.moto.call("events", "PutRule", input));
}

async function putTargets(input: z.output<typeof putTargetsInput>, scope: Scope): Promise<object> {
  for (const { Arn, RoleArn } of input.Targets) {
    if (RoleArn === undefined && NEED_A_ROLE.includes(parseArn(Arn)?.service ?? "")) {
      throw new AwsError("ValidationException", `RoleArn is required for target ${Arn}.`);
    }
  }
  return ANY_INPUT.parse(await scope.moto.call("events", "PutTargets", input));
}

function testEventPattern({ EventPattern, Event }: z.output<typeof testInput>): object {
  return { Result: validPattern(EventPattern)(JSON.parse(Event)) };
}

function validPattern(pattern: string): (event: unknown) => boolean {
  try {
    return compileEventPattern(pattern);
  } catch (error) {
    if (!(error instanceof InvalidEventPatternException)) throw error;
    throw new AwsError(error.name, error.message);
  }
}
