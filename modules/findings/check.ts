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

/** What the checks of one construct find, taken apart. */
export function findingsAt(scope: IConstruct): readonly Finding[] {
  return (checks.get(scope) ?? []).flatMap((findings) =>
    findings().map((finding) => readable(scope, finding)),
  );
}

/** What else is found at a construct, such as by CDKTF itself. */
export function otherProblemsAt(scope: IConstruct): readonly string[] {
  const own = new Set(findingsAt(scope).map(describeFinding));
  return scope.node.validate().filter((text) => !own.has(text));
}
