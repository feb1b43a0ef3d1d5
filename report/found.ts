import type { IConstruct } from "constructs";
import { problemsAt } from "../modules/findings/check";
import { describeFinding, type Finding } from "../modules/findings/finding";
import { placeholder } from "../settings/repair";
import type { ProjectStack } from "../stacks/project-stack";

/** A finding, and the construct that it was found at, by its path below the stack. */
export interface ConstructFinding extends Finding {
  readonly below: string;
  /** The other account that the stack stands in, where it is not the entry's own stack. */
  readonly account?: string;
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

/** Looks at a stack and at those that it needs in other accounts. */
export function foundWithAccounts(stack: ProjectStack): FoundInStack {
  const others = stack.deployAccounts.map((other) => ({ ...foundIn(other), account: other.accountId ?? "" }));
  const own = foundIn(stack);
  return {
    findings: [
      ...own.findings,
      ...others.flatMap(({ account, findings }) => findings.map((finding) => ({ ...finding, account }))),
    ],
    others: [...own.others, ...others.flatMap((other) => other.others)],
  };
}

/** What two findings share that say the same of two stacks made from one entry. */
export const sameness = ({ account, below, code, property, problem }: ConstructFinding): string =>
  [account, below, code, property, problem].join("\n");

/** A finding as the report prints it. */
export function describeFound({ account, below, ...finding }: ConstructFinding, stack: string): string {
  // The ID of an account is not known where what is written is none.
  const elsewhere = account?.includes(placeholder) ? "another account" : `account ${account}`;
  const where = account === undefined ? stack : `${stack} in ${elsewhere}`;
  return `${[where, below].filter(Boolean).join("/")} · ${describeFinding(finding)}`;
}
