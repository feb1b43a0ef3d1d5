import { type Node, parseTree } from "jsonc-parser";
import { isRecord } from "./is-record";
import { textAt, withText } from "./json-text";
import type { Problem } from "./problem";
import { keyTwice, noJson, noObject } from "./problems";

/** A task definition as text, or what hinders to read it. */
export type ReadTaskDefinition =
  | { readonly text: string; readonly problems: readonly [] }
  | { readonly text?: undefined; readonly problems: readonly Problem[] };

/** Reads strict JSON: a task definition, or the answer of `aws ecs describe-task-definition`, whose tags move into it. */
export function readTaskDefinition(text: string): ReadTaskDefinition {
  let value: unknown;
  try {
    // A byte order mark is what Windows' editors write before it.
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return { problems: noJson(text, error) };
  }
  const json = text.replace(/^\uFEFF/, "");
  if (!isRecord(value)) return { problems: noObject("", value) };
  const twice = keysTwice(parseTree(json));
  if (twice.length > 0) return { problems: twice };
  return "taskDefinition" in value ? unwrapped(json, value) : { text: json, problems: [] };
}

function unwrapped(json: string, answer: Readonly<Record<string, unknown>>): ReadTaskDefinition {
  const inner = textAt(json, ["taskDefinition"]);
  if (inner === undefined || !isRecord(answer.taskDefinition)) {
    return { problems: noObject("taskDefinition", answer.taskDefinition) };
  }
  const tags = textAt(json, ["tags"]);
  return { text: `${tags === undefined ? inner : withText(inner, ["tags"], tags)}\n`, problems: [] };
}

/** An edit, and AWS, would each take another one of them. */
function keysTwice(node: Node | undefined, path = ""): readonly Problem[] {
  if (node?.type === "array") {
    return (node.children ?? []).flatMap((child, index) => keysTwice(child, `${path}[${index}]`));
  }
  if (node?.type !== "object") return [];
  const seen = new Set<string>();
  return (node.children ?? []).flatMap(({ children: [key, value] = [] }) => {
    const name = String(key?.value);
    const here = path === "" ? name : `${path}.${name}`;
    const problems = seen.has(name) ? keyTwice(here, name) : [];
    seen.add(name);
    return [...problems, ...keysTwice(value, here)];
  });
}
