import type { StepRun, WorkflowRun } from "../../../local/github/actions/workflow-run";
import { linesOf, say } from "../say";

const NAME_WIDTH = 46;
const LOG_LINES = 4;
const isThere = / is there already\.$/;

/** Says of every step of a run how it ended, of one that failed why, and which image was pushed. */
export function showRun({ conclusion, jobs }: WorkflowRun): void {
  for (const step of jobs.flatMap(({ steps }) => steps)) {
    // What cleans up after a step that succeeded is no news.
    if (step.name.startsWith("Post ") && step.conclusion === "success") continue;
    say(`  ${step.name.padEnd(NAME_WIDTH)}  ${step.conclusion}`);
    for (const line of linesOfStep(step)) say(`    ${line}`);
  }
  say(`  workflow    ${conclusion}`);
}

function linesOfStep({ conclusion, log, outputs }: StepRun): readonly string[] {
  // Before it stands what the step was given.
  const said = log.slice(log.lastIndexOf("##[endgroup]") + 1);
  const lines = said.map((line) => line.replace(/^##\[\w+\]/, "")).filter((line) => line.trim() !== "");
  if (conclusion === "failure") return lines.slice(-LOG_LINES).flatMap(linesOf);
  const pushed = outputs.image === undefined ? [] : [`image       ${shortOf(outputs.image)}`];
  return [...lines.filter((line) => isThere.test(line)).map(shortOf), ...pushed];
}

/** Without the registry. */
const shortOf = (image: string): string => image.replace(/^\S+?\.dkr\.ecr\.[^/]+\//, "");
