import type { Construct } from "constructs";
import { arnOf } from "../../aws/current";
import { nameRules } from "../../aws/name-rules";
import { duplicates, emptyList, invalidName, outOfRange } from "../../findings/value-errors";
import { defined } from "../../terraform/defined";
import type { StageRule } from "../stage-conditions";

export const alarmStates = ["OK", "ALARM", "INSUFFICIENT_DATA"] as const;

export interface AlarmRuleProps {
  /** A CloudWatch alarm that exists, 1 to 255 characters. */
  readonly alarmName: string;
  /** The states that break the rule. @default ["ALARM"] */
  readonly alarmStates?: readonly (typeof alarmStates)[number][];
  /** Minutes to wait for the alarm to leave such a state. @default none: the first look decides */
  readonly waitTime?: number;
  /** 1 to 100 characters. @default "Alarm" */
  readonly ruleName?: string;
}

/** Holds while a CloudWatch alarm is quiet (CodePipeline: CloudWatchAlarm rule). */
export function alarmRule(scope: Construct, props: AlarmRuleProps): StageRule {
  const { alarmName, alarmStates: states = ["ALARM"], waitTime, ruleName = "Alarm" } = props;
  return {
    ruleName,
    provider: "CloudWatchAlarm",
    description: `alarm ${alarmName} is not ${states.join(" or ")}`,
    configuration: defined({
      AlarmName: alarmName,
      AlarmStates: states.join(","),
      WaitTime: waitTime === undefined ? undefined : String(waitTime),
    }) as Readonly<Record<string, string>>,
    permissions: [
      {
        actions: ["cloudwatch:DescribeAlarms"],
        resources: [arnOf(scope, "cloudwatch", `alarm:${alarmName}`)],
      },
    ],
    findings: [
      ...invalidName("ruleName", ruleName, nameRules.stageRule),
      ...invalidName("alarmName", alarmName, nameRules.alarm),
      ...emptyList("alarmStates", states, alarmStates.join(", ")),
      ...duplicates("alarmStates", states, "name a state"),
      ...outOfRange("waitTime", waitTime, {
        min: 1,
        max: 1440,
        unit: "minutes",
        source: "CodePipeline: CloudWatchAlarm rule",
      }),
    ],
  };
}
