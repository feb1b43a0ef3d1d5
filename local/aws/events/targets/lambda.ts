import { statementsOf } from "../../iam/policy";
import type { DeliveryContext, Outcome } from "./delivery-context";

/** Records what the function would get, if EventBridge may invoke it. Running its code is left to who reads the record. */
export async function recordForFunction({ scope, target }: DeliveryContext, name: string): Promise<Outcome> {
  const path = `/2015-03-31/functions/${encodeURIComponent(name)}`;
  if (!(await scope.moto.send("lambda", "GET", path)).ok) {
    throw new Error(`the function ${target.Arn} does not exist`);
  }
  const policy = await scope.moto.send("lambda", "GET", `${path}/policy`);
  const text = policy.ok ? await policy.text() : "";
  if (!mayInvoke(text)) {
    throw new Error(`the policy of the function ${target.Arn} does not let events.amazonaws.com invoke it`);
  }
  return { outcome: "recorded", detail: "the function exists and was not run" };
}

function mayInvoke(answer: string): boolean {
  if (answer === "") return false;
  const { Policy } = JSON.parse(answer) as { Policy: string };
  return statementsOf(Policy).some(
    ({ Effect, Principal }) =>
      Effect === "Allow" && typeof Principal === "object" && Principal.Service === "events.amazonaws.com",
  );
}
