import { randomUUID } from "node:crypto";
import type { NewEvent, Scope } from "../gateway/scope";
import type { AwsEvent } from "./aws-event";
import { sendToDeadLetterQueue } from "./dead-letter-queue";
import { type Delivery, deliveriesIn } from "./delivery";
import { matchesEventPattern } from "./event-pattern";
import { enabledRules, type Rule, type Target, targetsOf } from "./rule";
import { targetInput } from "./target-input";
import { deliver } from "./targets/index";

/** Puts an event on a bus (the default one, if none is named) and waits until every matching target has it. */
export async function putEvent(
  scope: Scope,
  newEvent: NewEvent,
  eventBusName = "default",
): Promise<AwsEvent> {
  const event: AwsEvent = {
    version: "0",
    id: randomUUID(),
    "detail-type": newEvent["detail-type"],
    source: newEvent.source,
    account: scope.accountId,
    time: newEvent.time ?? `${new Date().toISOString().slice(0, 19)}Z`,
    region: scope.region,
    resources: newEvent.resources ?? [],
    detail: newEvent.detail,
  };
  for (const rule of await enabledRules(scope, eventBusName)) {
    if (!matchesEventPattern(rule.EventPattern, event)) continue;
    for (const target of await targetsOf(scope, rule)) {
      deliveriesIn.of(scope).push(await deliveryOf(scope, rule, target, event));
    }
  }
  return event;
}

async function deliveryOf(scope: Scope, rule: Rule, target: Target, event: AwsEvent): Promise<Delivery> {
  const input = targetInput(rule, target, event);
  const about = { rule: rule.Arn, targetId: target.Id, target: target.Arn, event, input };
  try {
    return { ...about, ...(await deliver({ scope, rule, target, input })) };
  } catch (cause) {
    // A target that fails is no failure of who put the event: EventBridge tells it in metrics only.
    const detail = cause instanceof Error ? cause.message : String(cause);
    const deadLetter = await sendToDeadLetterQueue({ scope, rule, target, event, reason: detail });
    return { ...about, outcome: "failed", detail, ...(deadLetter === undefined ? {} : { deadLetter }) };
  }
}
