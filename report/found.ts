import type { IConstruct } from "constructs";
import { findingsAt, otherProblemsAt } from "../modules/findings/check";
import { describeFinding, type Finding } from "../modules/findings/finding";

/** A finding, and the construct that it was found at, by its path below the stack. */
export interface ConstructFinding extends Finding {
  readonly below: string;
}

/** What stands before a finding's property, so that a reader of the code finds the construct. */
export const pathBelow = (construct: IConstruct): string => construct.node.path.split("/").slice(1).join("/");

/** Everything that the checks of a stack's constructs find. */
export function findingsIn(stack: IConstruct): readonly ConstructFinding[] {
  return stack.node
    .findAll()
    .flatMap((construct) =>
      findingsAt(construct).map((finding) => ({ ...finding, below: pathBelow(construct) })),
    );
}

/** Everything that CDKTF itself finds wrong, which users cannot cause. */
export function otherProblemsIn(root: IConstruct): readonly string[] {
  return root.node
    .findAll()
    .flatMap((construct) => otherProblemsAt(construct).map((text) => `${construct.node.path} · ${text}`));
}

/** What two findings share that say the same of two stacks made from one entry. */
export const sameness = ({ below, code, property, problem }: ConstructFinding): string =>
  [below, code, property, problem].join("\n");

/** A finding as the report prints it. */
export function describeFound({ below, ...finding }: ConstructFinding, stack: string): string {
  return `${[stack, below].filter(Boolean).join("/")} · ${describeFinding(finding)}`;
}
