import { type Arn, parseArn } from "../../arn";
import { deliverToProject } from "./codebuild";
import { deliverToPipeline } from "./codepipeline";
import type { DeliveryContext, Outcome } from "./delivery-context";
import { deliverToFunction } from "./lambda";
import { deliverToLogGroup, deliverToQueue, deliverToTopic } from "./messages";

/** The kinds of targets that events are delivered to, by the service in the target's ARN. */
const TARGETS: Readonly<Record<string, (context: DeliveryContext, arn: Arn) => Promise<Outcome>>> = {
  codepipeline: (context, arn) => deliverToPipeline(context, arn.resource),
  codebuild: (context, arn) => deliverToProject(context, arn.resource.replace(/^project\//, "")),
  sqs: deliverToQueue,
  sns: deliverToTopic,
  logs: deliverToLogGroup,
  lambda: (context, arn) => deliverToFunction(context, arn.resource.replace(/^function:/, "")),
};

/** Delivers to a target of the same account and region. */
export async function deliver(context: DeliveryContext): Promise<Outcome> {
  const { scope, target } = context;
  const arn = parseArn(target.Arn);
  const send = TARGETS[arn?.service ?? ""];
  if (arn === undefined || send === undefined) {
    throw new Error(
      `the local AWS does not deliver to ${target.Arn}; it delivers to ${Object.keys(TARGETS).join(", ")}`,
    );
  }
  if (arn.accountId !== scope.accountId || arn.region !== scope.region) {
    throw new Error(`the target ${target.Arn} is not in account ${scope.accountId}, region ${scope.region}`);
  }
  return send(context, arn);
}
