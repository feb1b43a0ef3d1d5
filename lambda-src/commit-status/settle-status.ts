import type { CommitStatuses } from "./commit-statuses";
import type { Log } from "./log";
import { compared, withEarliestStart } from "./standing-status";
import { targetUrl } from "./target-url";
import type { WantedReport } from "./wanted-report";

const mostTurns = 4;

/**
 * Posts a status unless what stands says the same or more, then looks again at both: of two invocations that
 * run at once, the one that posted last may have known less.
 */
export async function settleStatus(
  statuses: CommitStatuses,
  wanted: () => Promise<WantedReport | undefined>,
  log: Log,
): Promise<void> {
  for (let turn = 1; turn <= mostTurns; turn++) {
    const report = await wanted();
    if (report === undefined) return;
    const { commit, context, state, words, description } = report;
    const said = { ...commit, context, state, description };
    const standing = await statuses.standing(commit, context);
    const target = { ...report.target, ...withEarliestStart(report.target, standing) };
    switch (compared({ state, words, origin: target }, standing)) {
      case "said":
        return log.info("The status stands", said);
      case "outranked":
        return log.info("A newer status stands", { ...said, standing: standing?.origin });
      case "differs":
        await statuses.post(commit, { context, state, description, targetUrl: targetUrl(target) });
        log.info("Posted", said);
    }
  }
  log.warn("Others change the status as well: what they posted last stands");
}
