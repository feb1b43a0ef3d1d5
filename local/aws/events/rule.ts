import { z } from "zod";
import type { Scope } from "../gateway/scope";

// moto writes null where AWS leaves a field out.
function optional<S extends z.ZodType>(schema: S) {
  return schema.nullish().transform((value) => value ?? undefined);
}

const ruleList = z.object({
  Rules: z.array(
    z.object({
      Name: z.string(),
      Arn: z.string(),
      State: z.string(),
      EventPattern: optional(z.string()),
      EventBusName: z.string(),
    }),
  ),
  NextToken: optional(z.string()),
});

const targetList = z.object({
  Targets: z.array(
    z.object({
      Id: z.string(),
      Arn: z.string(),
      RoleArn: optional(z.string()),
      Input: optional(z.string()),
      InputPath: optional(z.string()),
      DeadLetterConfig: optional(z.object({ Arn: z.string().optional() })),
      InputTransformer: optional(
        z.object({
          InputPathsMap: z.record(z.string(), z.string()).default({}),
          InputTemplate: z.string(),
        }),
      ),
    }),
  ),
  NextToken: optional(z.string()),
});

/** A rule as EventBridge lists it. */
export type Rule = z.output<typeof ruleList>["Rules"][number];

/** A target of a rule. */
export type Target = z.output<typeof targetList>["Targets"][number];

/** The rules of a bus that have a pattern and are enabled. moto keeps them. */
export async function enabledRules(scope: Scope, eventBusName: string): Promise<Rule[]> {
  const rules = await allPages(scope, "ListRules", { EventBusName: eventBusName }, (answer) => {
    const { Rules, NextToken } = ruleList.parse(answer);
    return { items: Rules, next: NextToken };
  });
  return rules.filter((rule) => rule.State !== "DISABLED" && rule.EventPattern !== undefined);
}

/** The targets of a rule. */
export async function targetsOf(scope: Scope, rule: Rule): Promise<Target[]> {
  const input = { Rule: rule.Name, EventBusName: rule.EventBusName };
  return allPages(scope, "ListTargetsByRule", input, (answer) => {
    const { Targets, NextToken } = targetList.parse(answer);
    return { items: Targets, next: NextToken };
  });
}

async function allPages<T>(
  scope: Scope,
  operation: string,
  input: object,
  read: (answer: unknown) => { items: T[]; next: string | undefined },
): Promise<T[]> {
  const items: T[] = [];
  let next: string | undefined;
  do {
    const page = read(
      await scope.moto.call("events", operation, {
        ...input,
        ...(next === undefined ? {} : { NextToken: next }),
      }),
    );
    items.push(...page.items);
    next = page.next;
  } while (next !== undefined);
  return items;
}
