import { ActionFailure } from "../../actions/action-provider";
import { CronExpression } from "./cron-expression";
import type { RuleContext } from "./rule-context";

/** Holds in the days and hours of a cron expression. */
export function checkDeploymentWindow({ rule, run }: RuleContext): string {
  const { Cron = "", TimeZone = "UTC" } = rule.configuration;
  const now = new Date(run.scope.clock.now());
  if (isInWindow(Cron, TimeZone, now)) return `${now.toISOString()} is in the window ${Cron}`;
  throw new ActionFailure("JobFailed", `${now.toISOString()} is not in the window ${Cron} (${TimeZone})`);
}

/** Whether a moment lies in the days and hours of a cron expression. */
export function isInWindow(cron: string, timeZone: string, time: Date): boolean {
  return new CronExpression(cron).matches(wallClock(time, timeZone));
}

/** What a clock shows in a time zone, as if it were UTC. */
function wallClock(time: Date, timeZone: string): Date {
  try {
    const parts = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    }).formatToParts(time);
    const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
    return new Date(
      Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second")),
    );
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ActionFailure("ConfigurationError", `The time zone ${timeZone} is not known`);
  }
}
