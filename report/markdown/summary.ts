import type { Overview } from "../overview";
import { stackSection } from "./stack";
import { prose, table } from "./text";

const startedBy = ({ pipelines }: Overview): string =>
  pipelines.flatMap((pipeline) => pipeline.startedBy.map(prose)).join("<br>");

function contents(overviews: readonly Overview[]): string {
  const rows = overviews.map((overview) => {
    const { stack, account, region, warnings } = overview;
    const link = `[${prose(stack)}](#${stack.toLowerCase()})`;
    return [link, prose(account), prose(region), startedBy(overview), String(warnings.length)];
  });
  return table(["Stack", "Account", "Region", "Started by", "Warnings"], rows);
}

/** All stacks for a reviewer, as Markdown with a picture of each pipeline; the same bytes on every machine. */
export function markdownSummary(overviews: readonly Overview[]): string {
  return [
    "# What these settings deploy",
    "Written by `npm run synth -- --summary`, from the settings: a change by hand is lost.",
    contents(overviews),
    ...overviews.map(stackSection),
  ]
    .join("\n\n")
    .concat("\n");
}
