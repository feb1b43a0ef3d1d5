import { whyServiceMayNot } from "../../iam/service-permission";
import type { DeliveryContext, Outcome } from "./delivery-context";

/** Records what the function would get, if EventBridge may invoke it. Running its code is left to who reads the record. */
export async function recordForFunction(
  { scope, rule, target }: DeliveryContext,
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
  return { outcome: "recorded", detail: "the function exists and was not run" };
}
