import { statementsOf } from "../../iam/policy";
import { enqueue } from "../../lambda/asynchronous";
import { configurationOf } from "../../lambda/function-configuration";
import { functionReference } from "../../lambda/function-reference";
import { checkRunnable } from "../../lambda/run-function";
import type { DeliveryContext, Outcome } from "./delivery-context";

/** Invokes the function asynchronously, if EventBridge may invoke it. */
export async function deliverToFunction(
  { scope, target, input }: DeliveryContext,
  name: string,
): Promise<Outcome> {
  const path = `/2015-03-31/functions/${encodeURIComponent(name)}`;
  if (!(await scope.moto.send("lambda", "GET", path)).ok) {
    throw new Error(`the function ${target.Arn} does not exist`);
  }
  const policy = await scope.moto.send("lambda", "GET", `${path}/policy`);
  const text = policy.ok ? await policy.text() : "";
  if (!mayInvoke(text)) {
    throw new Error(`the policy of the function ${target.Arn} does not let events.amazonaws.com invoke it`);
  }
  const reference = functionReference(scope, name);
  checkRunnable(await configurationOf(scope, reference));
  return { outcome: "delivered", detail: enqueue(scope, reference, JSON.parse(input)) };
}

function mayInvoke(answer: string): boolean {
  if (answer === "") return false;
  const { Policy } = JSON.parse(answer) as { Policy: string };
  return statementsOf(Policy).some(
    ({ Effect, Principal }) =>
      Effect === "Allow" && typeof Principal === "object" && Principal.Service === "events.amazonaws.com",
  );
}
