import { z } from "zod/mini";
import { alarmStates } from "../../modules/pipeline/rules/alarm-rule";
import { entryResults, retryModes, successResults } from "../../modules/pipeline/stage-conditions";
import { number, oneOf, optional, strict, string } from "./types";

/** What every rule says. */
export interface CommonRuleSettings {
  /**
   * `alarm`: breaks while a CloudWatch alarm is in one of some states. `deployment-window`: holds in certain days and
   * hours. `lambda`: holds when a Lambda function says so.
   */
  readonly type: "alarm" | "deployment-window" | "lambda";
}

/** Breaks while a CloudWatch alarm is in one of some states. */
export interface AlarmRuleSettings extends CommonRuleSettings {
  readonly type: "alarm";
  /** A CloudWatch alarm that exists, in the pipeline's account and Region. */
  readonly alarmName: string;
  /** The states that break the rule. @default ["ALARM"] */
  readonly alarmStates?: readonly (typeof alarmStates)[number][];
  /** Minutes to wait for the alarm to leave such a state. @default none: the first look decides */
  readonly waitTime?: number;
  /** 1 to 100 characters, unique in its condition. @default "Alarm" */
  readonly ruleName?: string;
}

/** Holds in certain days and hours. */
export interface DeploymentWindowRuleSettings extends CommonRuleSettings {
  readonly type: "deployment-window";
  /** Six or seven fields, seconds first: `* * 9-16 ? * MON-FRI`. */
  readonly cron: string;
  /** A name of the tz database, such as `Asia/Tokyo`. @default "UTC" */
  readonly timeZone?: string;
  /** 1 to 100 characters, unique in its condition. @default "DeploymentWindow" */
  readonly ruleName?: string;
}

/** Holds when a Lambda function says so. */
export interface LambdaRuleSettings extends CommonRuleSettings {
  readonly type: "lambda";
  /** A function that exists. It answers with PutJobSuccessResult or PutJobFailureResult. */
  readonly functionName: string;
  /** What the function is told. @default nothing */
  readonly userParameters?: string;
  /** 1 to 100 characters, unique in its condition. @default "Lambda" */
  readonly ruleName?: string;
}

/** One check of a condition. */
export type StageRuleSettings = AlarmRuleSettings | DeploymentWindowRuleSettings | LambdaRuleSettings;

/** What must hold before a stage is entered. */
export interface EntryConditionSettings {
  /** 1 to 5 rules, which must all hold. */
  readonly rules: readonly StageRuleSettings[];
  /**
   * What happens when one does not hold. `FAIL`: the stage fails. `SKIP`: the execution goes on without the stage.
   * @default "FAIL"
   */
  readonly result?: (typeof entryResults)[number];
}

/** What must hold after a stage succeeded. */
export interface SuccessConditionSettings {
  /** 1 to 5 rules, which must all hold. */
  readonly rules: readonly StageRuleSettings[];
  /**
   * What happens when one does not hold. `FAIL`: the stage fails. `ROLLBACK`: it goes back to its last success.
   * @default "ROLLBACK"
   */
  readonly result?: (typeof successResults)[number];
}

/** What every answer to a failure says. */
export interface FailureSettings {
  /** `ROLLBACK`: the stage goes back to the last execution that succeeded in it. `RETRY`: it is tried once more. */
  readonly result: "ROLLBACK" | "RETRY";
}

/** Go back to the last execution that succeeded in this stage. */
export interface RollbackSettings extends FailureSettings {
  readonly result: "ROLLBACK";
}

/** Try the stage once more. */
export interface RetrySettings extends FailureSettings {
  readonly result: "RETRY";
  /** What is tried again: the actions that failed, or all. @default "FAILED_ACTIONS" */
  readonly retryMode?: (typeof retryModes)[number];
}

/** What a stage checks and does beside its actions; for V2 pipelines only. */
export interface StageConditionSettings {
  /** Checked before the stage is entered. @default nothing */
  readonly beforeEntry?: EntryConditionSettings;
  /** Checked after the stage succeeded. @default nothing */
  readonly onSuccess?: SuccessConditionSettings;
  /** What happens when the stage fails: roll back, or retry. @default the execution fails */
  readonly onFailure?: RollbackSettings | RetrySettings;
}

const rule = oneOf<StageRuleSettings>("type", [
  strict<AlarmRuleSettings>()({
    type: z.literal("alarm"),
    alarmName: string,
    alarmStates: optional(z.readonly(z.array(z.enum(alarmStates)))),
    waitTime: optional(number),
    ruleName: optional(string),
  }),
  strict<DeploymentWindowRuleSettings>()({
    type: z.literal("deployment-window"),
    cron: string,
    timeZone: optional(string),
    ruleName: optional(string),
  }),
  strict<LambdaRuleSettings>()({
    type: z.literal("lambda"),
    functionName: string,
    userParameters: optional(string),
    ruleName: optional(string),
  }),
]);

const rules = z.readonly(z.array(rule));

/** The keys of every stage that say what it checks. */
export const conditionKeys = {
  beforeEntry: optional(strict<EntryConditionSettings>()({ rules, result: optional(z.enum(entryResults)) })),
  onSuccess: optional(
    strict<SuccessConditionSettings>()({ rules, result: optional(z.enum(successResults)) }),
  ),
  onFailure: optional(
    oneOf<RollbackSettings | RetrySettings>("result", [
      strict<RollbackSettings>()({ result: z.literal("ROLLBACK") }),
      strict<RetrySettings>()({ result: z.literal("RETRY"), retryMode: optional(z.enum(retryModes)) }),
    ]),
  ),
};
