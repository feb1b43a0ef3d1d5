import { description } from "./description";
import type { Commit } from "./revision";
import type { Verdict } from "./states";
import type { TargetUrl } from "./target-url";

/** A status that is to stand on a commit. */
export interface WantedReport {
  readonly commit: Commit;
  readonly context: string;
  readonly state: Verdict["state"];
  readonly words: string;
  readonly description: string;
  readonly target: TargetUrl;
}

export interface ReportProps extends Pick<WantedReport, "commit" | "context" | "target"> {
  readonly verdict: Verdict;
  readonly reason: string | undefined;
  readonly isRollback: boolean;
}

export function wantedReport({ verdict, reason, isRollback, ...report }: ReportProps): WantedReport {
  const words = isRollback ? ofRollback(verdict.words) : verdict.words;
  // A success needs no reason.
  const why = verdict.state === "failure" || verdict.state === "error" ? reason : undefined;
  return { ...report, state: verdict.state, words, description: description(words, why) };
}

/** A roll-back runs with the revisions of the execution that it goes back to. */
function ofRollback(words: string): string {
  return `Roll-back to this commit: ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}
