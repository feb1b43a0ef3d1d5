import type { AwsRequest } from "../../gateway/aws-request";
import type { AwsCall } from "./aws-call";
import { eachNeeds, needs } from "./needs";
import type { ServiceRequests } from "./permission";

// By method and path below the version of the API.
const ROUTES: Readonly<Record<string, string>> = {
  "GET functions": "ListFunctions",
  "GET functions/{name}": "GetFunction",
  "GET functions/{name}/configuration": "GetFunctionConfiguration",
  "GET functions/{name}/policy": "GetPolicy",
  "GET functions/{name}/aliases/{alias}": "GetAlias",
  "PUT functions/{name}/aliases/{alias}": "UpdateAlias",
  "PUT functions/{name}/code": "UpdateFunctionCode",
  "POST functions/{name}/versions": "PublishVersion",
  "GET functions/{name}/versions": "ListVersionsByFunction",
  "POST functions/{name}/invocations": "Invoke",
  "POST functions/{name}/invoke-async": "InvokeAsync",
};

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
  operationOf(request) {
    const line = `${request.method} ${segments(request).join("/")}`;
    return Object.entries(ROUTES).find(([route]) =>
      new RegExp(`^${route.replace(/\{\w+\}/g, "[^/]+")}$`).test(line),
    )?.[1];
  },
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
        "InvokeAsync",
        "ListVersionsByFunction",
        "PublishVersion",
        "UpdateAlias",
        "UpdateFunctionCode",
      ],
      functionArn,
    ),
  },
};
