import { askFunction } from "../../actions/lambda-invoke";
import type { ActionDeclaration } from "../../pipeline-declaration";
import type { RuleContext } from "./rule-context";

/** Holds when the function tells so, as it tells an action of the same kind: by PutJobSuccessResult. */
export async function checkWithLambda(context: RuleContext): Promise<string> {
  const { run, rule, ruleExecutionId, region, session, signal, stageName } = context;
  const { configuration, inputArtifacts, name } = rule;
  const action: ActionDeclaration = {
    name,
    actionTypeId: { category: "Invoke", owner: "AWS", provider: "Lambda", version: "1" },
    runOrder: 1,
    configuration,
    inputArtifacts,
    outputArtifacts: [],
  };
  const { summary } = await askFunction({
    scope: run.scope,
    execution: run.execution,
    stageName,
    action,
    actionExecutionId: ruleExecutionId,
    region,
    session,
    client: run.scope.as(session, region),
    artifacts: run.artifacts.forAction(action, session, region),
    revision: undefined,
    signal,
    tell: () => {},
  });
  return summary ?? `${configuration.FunctionName} said yes`;
}
