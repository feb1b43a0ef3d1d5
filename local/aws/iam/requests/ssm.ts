import type { AwsCall } from "./aws-call";
import { eachNeeds, needs } from "./needs";
import type { ServiceRequests } from "./permission";

// The slash before a parameter's name is the one after `parameter`; a version or label is no part of the name.
const arnOf = (call: AwsCall, name: string) =>
  name.startsWith("arn:")
    ? name
    : call.arn("ssm", `parameter/${name.replace(/^\//, "").replace(/:.*$/, "")}`);
const parameter = (call: AwsCall) => arnOf(call, call.text("Name"));
const parameters = (call: AwsCall) => call.texts("Names").map((name) => arnOf(call, name));
const flag = (call: AwsCall, name: string) => String(call.input[name] === true);

/** What the operations of Parameter Store need. */
export const ssm: ServiceRequests = {
  conditionKeys: ["ssm:Overwrite", "ssm:Policies", "ssm:Recursive"],
  operations: {
    ...eachNeeds("ssm", ["DeleteParameter", "GetParameter", "GetParameterHistory"], parameter),
    ...eachNeeds("ssm", ["DeleteParameters", "GetParameters"], parameters),
    GetParametersByPath: needs(
      "ssm:GetParametersByPath",
      (call) => arnOf(call, call.text("Path")),
      (call) => ({ "ssm:Recursive": flag(call, "Recursive") }),
    ),
    PutParameter: needs("ssm:PutParameter", parameter, (call) => ({
      ...call.tagContext("Tags"),
      "ssm:Overwrite": flag(call, "Overwrite"),
      "ssm:Policies": call.text("Policies") || undefined,
    })),
    DescribeParameters: needs("ssm:DescribeParameters", () => "*"),
  },
};
