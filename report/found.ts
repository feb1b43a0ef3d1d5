import type { IConstruct } from "constructs";
import { problemsAt } from "../modules/findings/check";
import { describeFinding, type Finding } from "../modules/findings/finding";

/** A finding, and the construct that it was found at, by its path below the stack. */
export interface ConstructFinding extends Finding {
  readonly below: string;
}

/** What is wrong in a stack: what checks find, and what CDKTF itself says, which users cannot cause. */
export interface FoundInStack {
  readonly findings: readonly ConstructFinding[];
  readonly others: readonly string[];
}

const pathBelow = (construct: IConstruct): string => construct.node.path.split("/").slice(1).join("/");

/** Looks at every construct of a stack. */
export function foundIn(stack: IConstruct): FoundInStack {
  const all = stack.node.findAll().map((construct) => ({ construct, ...problemsAt(construct) }));
  return {
    findings: all.flatMap(({ construct, findings }) =>
      findings.map((finding) => ({ ...finding, below: pathBelow(construct) })),
    ),
    others: all.flatMap(({ construct, others }) => others.map((text) => `${construct.node.path} · ${text}`)),
  };
}

/** What two findings share that say the same of two stacks made from one entry. */
export const sameness = ({ below, code, property, problem }: ConstructFinding): string =>
  [below, code, property, problem].join("\n");

/** A finding as the report prints it. */
export function describeFound({ below, ...finding }: ConstructFinding, stack: string): string {
  return `${[stack, below].filter(Boolean).join("/")} · ${describeFinding(finding)}`;
}
