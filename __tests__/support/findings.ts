import type { IConstruct } from "constructs";

/** A finding of a construct, taken apart. */
export interface ReportedFinding {
  /** The construct path. */
  readonly at: string;
  /** Property and problem, the first line. */
  readonly says: string;
  readonly got: string | undefined;
  readonly allowed: string | undefined;
}

function takenApart(at: string, text: string): ReportedFinding {
  const lines = text.split("\n").map((line) => line.trim());
  const after = (label: string) =>
    lines
      .find((line) => line.startsWith(`${label} `))
      ?.slice(label.length)
      .trim();
  return { at, says: lines[0] ?? "", got: after("got"), allowed: after("allowed") };
}

/** Everything that a construct and those below it find wrong. */
export function findingsOf(root: IConstruct): readonly ReportedFinding[] {
  return root.node
    .findAll()
    .flatMap(({ node }) => node.validate().map((text) => takenApart(node.path, text)));
}

/** The warnings of a construct and those below it, as `path: text`. */
export function warningsOf(root: IConstruct): readonly string[] {
  return root.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata.filter(({ type }) => type === "@cdktf/warn").map(({ data }) => `${node.path}: ${data}`),
    );
}
