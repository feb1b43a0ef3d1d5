import { whyServiceMayNot } from "../../iam/service-permission";
import { enqueue } from "../../lambda/asynchronous";
import { configurationOf } from "../../lambda/function-configuration";
import { functionReference } from "../../lambda/function-reference";
import { checkRunnable } from "../../lambda/run-function";
import type { DeliveryContext, Outcome } from "./delivery-context";

/** Invokes the function asynchronously, if EventBridge may invoke it. */
export async function deliverToFunction(
  { scope, rule, target, input }: DeliveryContext,
  name: string,
): Promise<Outcome> {
  const path = `/2015-03-31/functions/${encodeURIComponent(name)}`;
  if (!(await scope.moto.send("lambda", "GET", path)).ok) {
    throw new Error(`the function ${target.Arn} does not exist`);
  }
  const problem = await whyServiceMayNot(
    scope,
    "events.amazonaws.com",
    { action: "lambda:InvokeFunction", resource: target.Arn },
    { sourceArn: rule.Arn, sourceAccount: scope.accountId },
  );
  if (problem !== undefined) throw new Error(problem);
  const reference = functionReference(scope, name);
  checkRunnable(await configurationOf(scope, reference));
  return { outcome: "delivered", detail: enqueue(scope, reference, JSON.parse(input)) };
}
