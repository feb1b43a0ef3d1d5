import type { CommitStatuses } from "./commit-statuses";
import type { Log } from "./log";
import { hides, newerStatus, type RankedStatus, saysTheSame, withEarliestStart } from "./standing-status";
import { targetUrl } from "./target-url";
import type { WantedReport } from "./wanted-report";

const mostTurns = 4;

export type Wanted = () => Promise<WantedReport | undefined>;

/** Where to ask what a newer status is to be by now; nothing where it says for ever what it says. */
export type NowOf = (newer: RankedStatus) => Wanted | undefined;

/**
 * Posts a status unless what stands says the same or is newer, then looks again at both: of two invocations that
 * run at once, the one that posted last may have known less. What it hid by that, it brings back.
 */
export async function settleStatus(
  statuses: CommitStatuses,
  first: Wanted,
  nowOf: NowOf,
  log: Log,
): Promise<void> {
  let wanted = first;
  for (let turn = 1; turn <= mostTurns; turn++) {
    const report = await wanted();
    if (report === undefined) return;
    const { commit, context, state, words, description } = report;
    const history = await statuses.history(commit, context);
    const target = withEarliestStart(report.target, history);
    const said = { ...commit, context, state, description, executionId: target.executionId };
    const newer = newerStatus({ state, words, target }, history);
    if (newer !== undefined) {
      if (!hides(history[0], newer))
        return log.info("A newer status stands", { ...said, newer: newer.target });
      log.info("A newer status is hidden by an older one", { ...said, newer: newer.target });
      const now = nowOf(newer);
      if (now === undefined)
        await statuses.post(commit, { context, ...newer, targetUrl: targetUrl(newer.target) });
      else wanted = now;
    } else if (saysTheSame(history[0], { state, words, target })) {
      return log.info("The status stands", said);
    } else {
      await statuses.post(commit, { context, state, description, targetUrl: targetUrl(target) });
      log.info("Posted", said);
    }
  }
  log.warn("Others change the status as well: what they posted last stands");
}
