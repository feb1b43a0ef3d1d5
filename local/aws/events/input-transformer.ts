import { valueAt } from "../json-path";
import type { AwsEvent } from "./aws-event";
import type { Rule, Target } from "./rule";

type InputTransformer = NonNullable<Target["InputTransformer"]>;

/** Fills an input template: `<name>` outside quotes becomes JSON, inside quotes the text of the value. */
export function transformInput(transformer: InputTransformer, rule: Rule, event: AwsEvent): string {
  const values = { ...extract(transformer.InputPathsMap, event), ...predefined(rule, event) };
  const template = transformer.InputTemplate;
  // A template that is no JSON is plain text: nothing in it is quoted, and nothing should be.
  const isText = !/^\s*(["{[]|<[^<>]+>\s*$)/.test(template);
  return fill(template, values, isText);
}

function extract(paths: Readonly<Record<string, string>>, event: AwsEvent): Record<string, unknown> {
  return Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, valueAt(path, event)]));
}

function predefined(rule: Rule, event: AwsEvent): Record<string, unknown> {
  const { detail: _detail, ...withoutDetail } = event;
  return {
    "aws.events.rule-arn": rule.Arn,
    "aws.events.rule-name": rule.Name,
    "aws.events.event.ingestion-time": event.time,
    "aws.events.event": withoutDetail,
    "aws.events.event.json": event,
  };
}

function fill(template: string, values: Readonly<Record<string, unknown>>, isText: boolean): string {
  const tokens = template.matchAll(/\\.|"|<([^<>\s"]+)>|[^\\"<]+|</gs);
  let isQuoted = false;
  let filled = "";
  for (const [token, name] of tokens) {
    if (token === '"') isQuoted = !isQuoted;
    const isPlaceholder = name !== undefined && Object.hasOwn(values, name);
    filled += isPlaceholder ? written(values[name], isText ? "text" : isQuoted ? "quoted" : "json") : token;
  }
  return filled;
}

function written(value: unknown, place: "json" | "quoted" | "text"): string {
  // EventBridge leaves a variable out whose path finds nothing.
  if (value === undefined) return "";
  if (place === "json" || typeof value !== "string") return JSON.stringify(value);
  return place === "text" ? value : JSON.stringify(value).slice(1, -1);
}
