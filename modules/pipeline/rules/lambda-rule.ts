import type { Construct } from "constructs";
import { arnOf } from "../../aws/current";
import { nameRules } from "../../aws/name-rules";
import { invalidName, outOfRange } from "../../findings/value-errors";
import { defined } from "../../terraform/defined";
import type { StageRule } from "../stage-conditions";

export interface LambdaRuleProps {
  /** A function that exists, 1 to 64 characters. It answers with PutJobSuccessResult or PutJobFailureResult. */
  readonly functionName: string;
  /** @default none */
  readonly userParameters?: string;
  /** 1 to 100 characters. @default "Lambda" */
  readonly ruleName?: string;
}

/** Holds when a Lambda function says so (CodePipeline: LambdaInvoke rule). */
export function lambdaRule(scope: Construct, props: LambdaRuleProps): StageRule {
  const { functionName, userParameters, ruleName = "Lambda" } = props;
  return {
    ruleName,
    provider: "LambdaInvoke",
    description: `function ${functionName} says yes`,
    configuration: defined({
      FunctionName: functionName,
      UserParameters: userParameters,
    }) as Readonly<Record<string, string>>,
    permissions: [
      {
        actions: ["lambda:InvokeFunction"],
        resources: [arnOf(scope, "lambda", `function:${functionName}`)],
      },
    ],
    findings: [
      ...invalidName("ruleName", ruleName, nameRules.stageRule),
      ...invalidName("functionName", functionName, nameRules.function),
      ...outOfRange("userParameters length", userParameters?.length, {
        min: 1,
        max: 10_000,
        unit: "characters",
        source: "CodePipeline API: RuleDeclaration",
      }),
    ],
  };
}
