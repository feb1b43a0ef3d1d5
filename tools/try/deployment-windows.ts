import { isInWindow } from "../../local/aws/codepipeline/running/rules/deployment-window";
import type { StageConditionSettings, StageRuleSettings } from "../../settings/schema/stage-conditions";
import { heading } from "./say";
import type { StoryContext } from "./story";

const MINUTE_MS = 60_000;
const LONGEST_MINUTES = 8 * 24 * 60;

/** Puts the account's clock forward to where every deployment window of a pipeline is open, if one is closed now. */
export async function openDeploymentWindows(
  stages: readonly StageConditionSettings[],
  { account }: StoryContext,
): Promise<void> {
  const windows = stages
    .flatMap(({ beforeEntry, onSuccess }) => [...(beforeEntry?.rules ?? []), ...(onSuccess?.rules ?? [])])
    .filter((rule): rule is Extract<StageRuleSettings, { type: "deployment-window" }> => {
      return rule.type === "deployment-window";
    });
  const areOpen = (at: number) =>
    windows.every(({ cron, timeZone = "UTC" }) => isInWindow(cron, timeZone, new Date(at)));
  const now = Date.now();
  // A window must not close while the releases run.
  const open = [...Array(LONGEST_MINUTES).keys()].find(
    (minutes) => areOpen(now + minutes * MINUTE_MS) && areOpen(now + (minutes + 30) * MINUTE_MS),
  );
  if (!open) return;
  heading(`The deployment window is closed: the clock of this account is put forward by ${open} minutes`);
  await account.passTime({ minutes: open });
}
