import type { LocalAccount } from "../../../local/aws/local-account";

/** An alarm that is quiet. */
export async function createAlarm(account: LocalAccount, AlarmName: string): Promise<void> {
  await account.query("monitoring", "PutMetricAlarm", {
    AlarmName,
    Namespace: "Example",
    MetricName: "Errors",
    Statistic: "Sum",
    Period: "60",
    EvaluationPeriods: "1",
    Threshold: "1",
    ComparisonOperator: "GreaterThanOrEqualToThreshold",
  });
  await setAlarm(account, AlarmName, "OK");
}

/** Lets an alarm go off, or be quiet again. */
export async function setAlarm(
  account: LocalAccount,
  AlarmName: string,
  StateValue: "ALARM" | "OK",
): Promise<void> {
  await account.query("monitoring", "SetAlarmState", {
    AlarmName,
    StateValue,
    StateReason: "as the story goes",
  });
}
