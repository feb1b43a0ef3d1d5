import { nameRules } from "../../aws/name-rules";
import { invalidName } from "../../findings/value-errors";
import { defined } from "../../terraform/defined";
import type { StageRule } from "../stage-conditions";

export interface DeploymentWindowRuleProps {
  /** Six or seven fields, seconds first: `* * 9-16 ? * MON-FRI` (CodePipeline: DeploymentWindow rule). */
  readonly cron: string;
  /** A name of the tz database, such as `Asia/Tokyo`. @default "UTC" */
  readonly timeZone?: string;
  /** 1 to 100 characters. @default "DeploymentWindow" */
  readonly ruleName?: string;
}

/** Holds in the days and hours of a cron expression (CodePipeline: DeploymentWindow rule). */
export function deploymentWindowRule(props: DeploymentWindowRuleProps): StageRule {
  const { cron, timeZone, ruleName = "DeploymentWindow" } = props;
  return {
    ruleName,
    provider: "DeploymentWindow",
    description: `the time fits ${cron} (${timeZone ?? "UTC"})`,
    configuration: defined({ Cron: cron, TimeZone: timeZone }) as Readonly<Record<string, string>>,
    permissions: [],
    findings: [
      ...invalidName("ruleName", ruleName, nameRules.stageRule),
      ...invalidName("cron", cron, nameRules.cron),
      ...invalidName("timeZone", timeZone, nameRules.timeZone),
    ],
  };
}
