import { AwsError } from "../client/aws-error";
import { elementText } from "../client/xml";
import type { Answer } from "../gateway/answer";
import type { AwsRequest } from "../gateway/aws-request";
import { answerOfMoto } from "../gateway/moto-proxy";
import { type Scope, ScopedState } from "../gateway/scope";
import type { Service } from "../gateway/service";

const CONFIRMS = "moto takes every subscription for confirmed";

/** SNS, kept by moto but for the confirmation that an e-mail subscription waits for. */
export const sns: Service = {
  operations: {
    Subscribe: { because: CONFIRMS, answer: subscribe },
    GetSubscriptionAttributes: { because: CONFIRMS, answer: getSubscriptionAttributes },
    Unsubscribe: { because: CONFIRMS, answer: unsubscribe },
  },
};

/** ARNs of the subscriptions that nobody has confirmed. */
const pendingIn = new ScopedState(() => new Set<string>());

async function subscribe(request: AwsRequest, scope: Scope): Promise<Answer> {
  const form = formOf(request);
  const answer = await answerOfMoto(scope.moto.endpoint, request, scope.accountId);
  const arn = elementText(answer.body.toString(), "SubscriptionArn");
  if (arn === undefined || !/^email(-json)?$/.test(form.get("Protocol") ?? "")) return answer;
  pendingIn.of(scope).add(arn);
  return form.get("ReturnSubscriptionArn") === "true"
    ? answer
    : withText(answer, arn, "pending confirmation");
}

async function getSubscriptionAttributes(request: AwsRequest, scope: Scope): Promise<Answer> {
  const answer = await answerOfMoto(scope.moto.endpoint, request, scope.accountId);
  if (!pendingIn.of(scope).has(subscriptionOf(request))) return answer;
  const attribute = (value: boolean) => `<key>PendingConfirmation</key><value>${value}</value>`;
  return withText(answer, attribute(false), attribute(true));
}

async function unsubscribe(request: AwsRequest, scope: Scope): Promise<Answer> {
  if (pendingIn.of(scope).has(subscriptionOf(request))) {
    throw new AwsError(
      "InvalidParameter",
      "Invalid parameter: Cannot unsubscribe a subscription that is pending confirmation",
    );
  }
  return answerOfMoto(scope.moto.endpoint, request, scope.accountId);
}

const formOf = ({ body }: AwsRequest): URLSearchParams => new URLSearchParams(body.toString());

const subscriptionOf = (request: AwsRequest): string => formOf(request).get("SubscriptionArn") ?? "";

function withText(answer: Answer, before: string, after: string): Answer {
  const { "content-length": _, ...headers } = answer.headers;
  return { ...answer, headers, body: answer.body.toString().replace(before, after) };
}
