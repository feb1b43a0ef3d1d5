import type { AwsRequest } from "../../gateway/aws-request";
import type { AwsCall } from "./aws-call";
import { eachNeeds, needs } from "./needs";
import type { ServiceRequests } from "./permission";

const segments = ({ url }: AwsRequest) =>
  url.pathname
    .split("/")
    .filter((part) => part !== "")
    .slice(1);

// A function is named by its name or its ARN, each with or without a version or alias.
const functionArn = (call: AwsCall) => {
  const named = decodeURIComponent(segments(call.request)[1] ?? "");
  const plain = named.replace(/^\d{12}:(function:)?/, "");
  const name = named.startsWith("arn:") ? named : call.arn("lambda", `function:${plain}`);
  const qualifier = call.request.url.searchParams.get("Qualifier");
  return qualifier === null || qualifier === "$LATEST" ? name : `${name}:${qualifier}`;
};

/** What the operations of Lambda need. */
export const lambda: ServiceRequests = {
  conditionKeys: ["lambda:EventSourceToken", "lambda:InvokedViaFunctionUrl"],
  operations: {
    ListFunctions: needs("lambda:ListFunctions", () => "*"),
    Invoke: needs("lambda:InvokeFunction", functionArn),
    ...eachNeeds(
      "lambda",
      [
        "GetFunction",
        "GetFunctionConfiguration",
        "GetPolicy",
        "GetAlias",
        "ListVersionsByFunction",
        "PublishVersion",
        "UpdateAlias",
        "UpdateFunctionCode",
      ],
      functionArn,
    ),
  },
};
