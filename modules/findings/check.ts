import type { IConstruct } from "constructs";
import { unescaped } from "../terraform/literal";
import { resolved } from "../terraform/resolved";
import { describeFinding, type Finding } from "./finding";

type Check = () => readonly Finding[];

const checks = new WeakMap<IConstruct, Check[]>();

function asWritten(value: unknown): unknown {
  if (typeof value === "string") return unescaped(value);
  if (Array.isArray(value)) return value.map(asWritten);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asWritten(inner)]));
}

// A value that is a token is shown as the Terraform reference that it stands for, and a literal as its user wrote it.
const readable = (scope: IConstruct, finding: Finding): Finding => {
  const shown = resolved(scope, finding);
  return { ...shown, got: asWritten(shown.got) };
};

/** Registers checks that run when the app is validated, before anything is written, so that all findings come at once. */
export function check(scope: IConstruct, findings: Check): void {
  checks.set(scope, [...(checks.get(scope) ?? []), findings]);
  scope.node.addValidation({
    validate: () => findings().map((finding) => describeFinding(readable(scope, finding))),
  });
}

/** What is wrong with one construct: what its checks find, taken apart, and what CDKTF itself says. */
export interface ProblemsOfConstruct {
  readonly findings: readonly Finding[];
  readonly others: readonly string[];
}

/** Everything that is wrong with one construct. Most have nothing, which costs one look. */
export function problemsAt(scope: IConstruct): ProblemsOfConstruct {
  const all = scope.node.validate();
  if (all.length === 0) return { findings: [], others: [] };
  const own = checks.get(scope) ?? [];
  const findings = own.flatMap((ofOne) => ofOne().map((finding) => readable(scope, finding)));
  const texts = new Set(findings.map(describeFinding));
  return { findings, others: all.filter((text) => !texts.has(text)) };
}
