import type { Construct } from "constructs";
import { alarmRule } from "../../modules/pipeline/rules/alarm-rule";
import { deploymentWindowRule } from "../../modules/pipeline/rules/deployment-window-rule";
import { lambdaRule } from "../../modules/pipeline/rules/lambda-rule";
import type { StageOptions, StageRule } from "../../modules/pipeline/stage-conditions";
import { defined } from "../../modules/terraform/defined";
import type { StageConditionSettings, StageRuleSettings } from "../../settings/schema/stage-conditions";

function stageRule(scope: Construct, settings: StageRuleSettings): StageRule {
  switch (settings.type) {
    case "alarm":
      return alarmRule(scope, settings);
    case "deployment-window":
      return deploymentWindowRule(settings);
    case "lambda":
      return lambdaRule(scope, settings);
  }
}

/** What a stage checks and does beside its actions, as settings ask for it. */
export function stageOptions(scope: Construct, settings: StageConditionSettings): StageOptions {
  const { beforeEntry, onSuccess, onFailure } = settings;
  const rules = (all: readonly StageRuleSettings[]) => all.map((one) => stageRule(scope, one));
  return defined({
    beforeEntry: beforeEntry && { result: beforeEntry.result ?? "FAIL", rules: rules(beforeEntry.rules) },
    onSuccess: onSuccess && { result: onSuccess.result ?? "ROLLBACK", rules: rules(onSuccess.rules) },
    onFailure,
  });
}
