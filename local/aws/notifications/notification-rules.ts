import { z } from "zod";
import { parseArn } from "../arn";
import { AwsError } from "../client/aws-error";
import { type Scope, ScopedState } from "../gateway/scope";
import { EVENT_TYPES, eventTypeIds, eventTypesOf } from "./event-types";
import { targetStatus } from "./target-status";

const TARGET_TYPES = ["SNS", "AWSChatbotSlack", "AWSChatbotMicrosoftTeams"] as const;

const target = z.object({ TargetType: z.enum(TARGET_TYPES), TargetAddress: z.string().min(1).max(320) });

/** What a notification rule can be told, by CreateNotificationRule and UpdateNotificationRule alike. */
export const ruleSettings = z.object({
  Name: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[A-Za-z0-9\-_ ]+$/),
  DetailType: z.enum(["BASIC", "FULL"]),
  EventTypeIds: z.array(z.string()).min(1),
  Targets: z.array(target).max(10),
  Status: z.enum(["ENABLED", "DISABLED"]),
});

/** A notification rule that exists. */
export type NotificationRule = z.output<typeof ruleSettings> & {
  readonly Arn: string;
  readonly Resource: string;
  readonly CreatedTimestamp: number;
  readonly LastModifiedTimestamp: number;
};

/** The notification rules of an account and region, by ARN. */
export const rulesIn = new ScopedState(() => new Map<string, NotificationRule>());

/** The rule, or the service's error. */
export function ruleWithArn(scope: Scope, arn: string): NotificationRule {
  const rule = rulesIn.of(scope).get(arn);
  if (rule !== undefined) return rule;
  throw new AwsError("ResourceNotFoundException", `The notification rule ${arn} does not exist`, 404);
}

/** Refuses a name that another rule has, and events that the rule's resource does not send. */
export function checkRule(scope: Scope, rule: NotificationRule): void {
  const sameName = [...rulesIn.of(scope).values()].find(({ Name }) => Name === rule.Name);
  if (sameName !== undefined && sameName.Arn !== rule.Arn) {
    throw new AwsError(
      "ResourceAlreadyExistsException",
      `A notification rule with the name ${rule.Name} already exists`,
      409,
    );
  }
  const eventTypes = eventTypesOf(parseArn(rule.Resource)?.service ?? "");
  if (eventTypes === undefined) {
    const services = EVENT_TYPES.map(({ service }) => service).join(", ");
    throw invalid(`A rule's resource is the ARN of a resource of ${services}; got ${rule.Resource}`);
  }
  const allowed = eventTypeIds(eventTypes);
  const unknown = rule.EventTypeIds.find((id) => !allowed.includes(id));
  if (unknown === undefined) return;
  throw invalid(
    `${rule.Resource} sends no event of the type ${unknown}; its types are ${allowed.join(", ")}`,
  );
}

/** The rule as DescribeNotificationRule shows it, but for its tags. */
export async function shownRule(
  scope: Scope,
  { EventTypeIds, Targets, ...rule }: NotificationRule,
): Promise<object> {
  const { serviceName, resourceType } = eventTypesOf(parseArn(rule.Resource)?.service ?? "") ?? {};
  return {
    ...rule,
    EventTypes: EventTypeIds.map((EventTypeId) => ({
      EventTypeId,
      ServiceName: serviceName,
      ResourceType: resourceType,
      EventTypeName: EventTypeId,
    })),
    Targets: await Promise.all(
      Targets.map(async (given) => ({ ...given, TargetStatus: await targetStatus(scope, given) })),
    ),
  };
}

/** Takes a target from every rule; without `force`, one that a rule still has is refused. */
export function deleteTarget(scope: Scope, address: string, force: boolean): void {
  const rules = rulesIn.of(scope);
  const subscribed = [...rules.values()].filter(({ Targets }) =>
    Targets.some(({ TargetAddress }) => TargetAddress === address),
  );
  if (subscribed.length > 0 && !force) throw invalid("Unsubscribe target before deleting.");
  for (const rule of subscribed) {
    const Targets = rule.Targets.filter(({ TargetAddress }) => TargetAddress !== address);
    rules.set(rule.Arn, { ...rule, Targets });
  }
}

function invalid(message: string): AwsError {
  return new AwsError("ValidationException", message);
}
