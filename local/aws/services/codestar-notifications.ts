import { randomBytes } from "node:crypto";
import { z } from "zod";
import { type Answer, jsonAnswer } from "../gateway/answer";
import type { AwsRequest } from "../gateway/aws-request";
import type { Scope } from "../gateway/scope";
import { ANY_INPUT, operation, type Service } from "../gateway/service";
import { addTags, forgetTags, removeTags, tagRecordOf } from "../gateway/tags";
import {
  checkRule,
  deleteTarget,
  type NotificationRule,
  ruleSettings,
  rulesIn,
  ruleWithArn,
  shownRule,
} from "../notifications/notification-rules";

const LACKS = "moto lacks the whole service";

const tags = z.record(z.string(), z.string());
const byArn = z.object({ Arn: z.string() });
const createInput = ruleSettings.extend({
  Resource: z.string(),
  Status: ruleSettings.shape.Status.default("ENABLED"),
  Tags: tags.optional(),
});
const updateInput = ruleSettings.partial().extend({ Arn: z.string() });
const targetInput = z.object({ TargetAddress: z.string(), ForceUnsubscribeAll: z.boolean().default(false) });

/** The notification rules of the developer tools, all kept here. They notify nobody. */
export const codestarNotifications: Service = {
  operations: {
    CreateNotificationRule: operation(LACKS, createInput, create),
    DescribeNotificationRule: operation(LACKS, byArn, async ({ Arn }, scope) => ({
      ...(await shownRule(scope, ruleWithArn(scope, Arn))),
      Tags: tagRecordOf(scope, Arn),
    })),
    ListNotificationRules: operation(LACKS, ANY_INPUT, (_input, scope) => ({
      NotificationRules: [...rulesIn.of(scope).keys()].map((Arn) => ({ Id: Arn.split("/").at(-1), Arn })),
    })),
    UpdateNotificationRule: operation(LACKS, updateInput, update),
    DeleteNotificationRule: operation(LACKS, byArn, ({ Arn }, scope) => {
      rulesIn.of(scope).delete(Arn);
      forgetTags(scope, Arn);
      return { Arn };
    }),
    DeleteTarget: operation(LACKS, targetInput, ({ TargetAddress, ForceUnsubscribeAll }, scope) => {
      deleteTarget(scope, TargetAddress, ForceUnsubscribeAll);
      return {};
    }),
    ListTagsForResource: operation(LACKS, byArn, ({ Arn }, scope) => ({ Tags: tagsOfRule(scope, Arn) })),
    TagResource: operation(LACKS, byArn.extend({ Tags: tags }), ({ Arn, Tags }, scope) => {
      addTags(scope, ruleWithArn(scope, Arn).Arn, tagListOf(Tags));
      return { Tags: tagsOfRule(scope, Arn) };
    }),
    UntagResource: { because: LACKS, answer: untag },
  },
  operationOf({ url }) {
    const [, path = ""] = url.pathname.split("/");
    return path.charAt(0).toUpperCase() + path.slice(1);
  },
  resources: (scope) => rulesIn.of(scope).keys(),
};

function create(input: z.output<typeof createInput>, scope: Scope): object {
  const { Tags = {}, ...settings } = input;
  const Arn = scope.arn("codestar-notifications", `notificationrule/${randomBytes(20).toString("hex")}`);
  const now = Date.now() / 1000;
  const rule: NotificationRule = { ...settings, Arn, CreatedTimestamp: now, LastModifiedTimestamp: now };
  checkRule(scope, rule);
  rulesIn.of(scope).set(Arn, rule);
  addTags(scope, Arn, tagListOf(Tags));
  return { Arn };
}

function update(change: z.output<typeof updateInput>, scope: Scope): object {
  const rule = { ...ruleWithArn(scope, change.Arn), ...change, LastModifiedTimestamp: Date.now() / 1000 };
  checkRule(scope, rule as NotificationRule);
  rulesIn.of(scope).set(change.Arn, rule as NotificationRule);
  return {};
}

// The rule is in the path and the keys are in the query, unlike in every other operation of the service.
function untag(request: AwsRequest, scope: Scope): Answer {
  const arn = decodeURIComponent(request.url.pathname.replace(/^\/untagResource\//, ""));
  removeTags(scope, ruleWithArn(scope, arn).Arn, request.url.searchParams.getAll("tagKeys"));
  return jsonAnswer(request, {});
}

function tagsOfRule(scope: Scope, arn: string): Record<string, string> {
  return tagRecordOf(scope, ruleWithArn(scope, arn).Arn);
}

function tagListOf(given: Readonly<Record<string, string>>): { key: string; value: string }[] {
  return Object.entries(given).map(([key, value]) => ({ key, value }));
}
