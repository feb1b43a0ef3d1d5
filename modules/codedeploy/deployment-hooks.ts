import type { Construct } from "constructs";
import { arnOf } from "../aws/current";
import { nameRules } from "../aws/name-rules";
import { appSpecHooks } from "../ecs/app-spec/app-spec-hooks";
import { hookWithoutTestListener } from "../findings/code-deploy-errors";
import type { Finding } from "../findings/finding";
import { invalidName } from "../findings/value-errors";

/** Names of Lambda functions that exist, by the moment at which CodeDeploy asks them (`appSpecHooks`). */
export interface DeploymentHooks {
  /** Asked before the new tasks are started. @default none */
  readonly BeforeInstall?: string;
  /** Asked when the new tasks have started. @default none */
  readonly AfterInstall?: string;
  /** Asked when the test listener reaches the new tasks: the place for a test of them. @default none */
  readonly AfterAllowTestTraffic?: string;
  /** Asked before users reach the new tasks. @default none */
  readonly BeforeAllowTraffic?: string;
  /** Asked when all users reach the new tasks. @default none */
  readonly AfterAllowTraffic?: string;
}

/** ARNs of the functions, each once, in the order in which CodeDeploy asks them. */
export function hookFunctionArns(scope: Construct, hooks: DeploymentHooks): readonly string[] {
  const functions = appSpecHooks.flatMap((hook) => hooks[hook] ?? []);
  return [...new Set(functions)].map((name) => arnOf(scope, "lambda", `function:${name}`));
}

/** What CodeDeploy or Lambda would refuse in the hooks. */
export function hookFindings(hooks: DeploymentHooks, hasTestListener: boolean): readonly Finding[] {
  const names = appSpecHooks.flatMap((hook) => invalidName(`hooks.${hook}`, hooks[hook], nameRules.function));
  const untested = hooks.AfterAllowTestTraffic !== undefined && !hasTestListener;
  return [...names, ...(untested ? hookWithoutTestListener("AfterAllowTestTraffic") : [])];
}
