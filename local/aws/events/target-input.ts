import { valueAt } from "../json-path";
import type { AwsEvent } from "./aws-event";
import { transformInput } from "./input-transformer";
import type { Rule, Target } from "./rule";

/** What a target gets: its constant, a part of the event, the filled template, or the whole event. Always JSON text. */
export function targetInput(rule: Rule, target: Target, event: AwsEvent): string {
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath !== undefined) return JSON.stringify(valueAt(target.InputPath, event) ?? null);
  if (target.InputTransformer !== undefined) return transformInput(target.InputTransformer, rule, event);
  return JSON.stringify(event);
}
