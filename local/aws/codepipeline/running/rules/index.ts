import { ActionFailure } from "../../actions/action-provider";
import { checkAlarm } from "./cloudwatch-alarm";
import { checkDeploymentWindow } from "./deployment-window";
import { checkWithLambda } from "./lambda-invoke";
import type { RuleCheck, RuleContext } from "./rule-context";
import { checkVariable } from "./variable-check";

/** How each kind of rule is checked, by its provider. */
const CHECKS: Readonly<Record<string, RuleCheck>> = {
  CloudWatchAlarm: checkAlarm,
  DeploymentWindow: checkDeploymentWindow,
  LambdaInvoke: checkWithLambda,
  VariableCheck: checkVariable,
};

/** Checks a rule; one of a kind that nothing here can check does not hold. */
export async function checkRule(context: RuleContext): Promise<string> {
  const { provider } = context.rule.ruleTypeId;
  const check = CHECKS[provider];
  if (check !== undefined) return check(context);
  throw new ActionFailure(
    "ConfigurationError",
    `The local AWS cannot check a rule ${provider}; add it to codepipeline/running/rules/index.ts`,
  );
}
