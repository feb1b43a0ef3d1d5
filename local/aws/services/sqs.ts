import { z } from "zod";
import type { Answer } from "../gateway/answer";
import type { AwsRequest } from "../gateway/aws-request";
import { answerOfMoto } from "../gateway/moto-proxy";
import type { Scope } from "../gateway/scope";
import type { Service } from "../gateway/service";

const attributes = z.record(z.string(), z.string()).default({});
const input = z.looseObject({ QueueUrl: z.string(), Attributes: attributes });

/** SQS, kept by moto. */
export const sqs: Service = {
  operations: {
    SetQueueAttributes: {
      because: "moto drops a queue's policy when other attributes are set",
      answer: setQueueAttributes,
    },
  },
};

// SDKs speak JSON to SQS; a form goes to moto as it is.
async function setQueueAttributes(request: AwsRequest, scope: Scope): Promise<Answer> {
  const { endpoint } = scope.moto;
  if (request.protocol !== "json") return answerOfMoto(endpoint, request, scope.accountId);
  const given = input.parse(JSON.parse(request.body.toString()));
  const { QueueUrl } = given;
  const answer = await scope.moto.call("sqs", "GetQueueAttributes", { QueueUrl, AttributeNames: ["Policy"] });
  const before = z.looseObject({ Attributes: attributes }).parse(answer).Attributes;
  const kept = before.Policy === undefined ? {} : { Policy: before.Policy };
  const whole = { ...given, Attributes: { ...kept, ...given.Attributes } };
  return answerOfMoto(endpoint, { ...request, body: Buffer.from(JSON.stringify(whole)) }, scope.accountId);
}
