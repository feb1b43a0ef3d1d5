import { z } from "zod";
import type { AwsCall } from "./aws-call";
import { eachNeeds, needs, needsAll } from "./needs";
import type { Permission, ServiceRequests } from "./permission";
import { usesKey } from "./uses-key";

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
    ...eachNeeds("ssm", ["DeleteParameter", "GetParameterHistory"], parameter),
    DeleteParameters: needs("ssm:DeleteParameters", parameters),
    GetParameter: needsAll(needs("ssm:GetParameter", parameter), (call) =>
      decrypts(call, [call.text("Name")]),
    ),
    GetParameters: needsAll(needs("ssm:GetParameters", parameters), (call) =>
      decrypts(call, call.texts("Names")),
    ),
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

const described = z.looseObject({
  Parameters: z.array(z.looseObject({ Name: z.string(), Type: z.string(), KeyId: z.string().optional() })),
});

// An encrypted parameter is decrypted as whoever asks for it.
async function decrypts(call: AwsCall, names: readonly string[]): Promise<readonly Permission[]> {
  if (call.input.WithDecryption !== true || names.length === 0) return [];
  const Values = names.map((name) => name.replace(/^arn:.*:parameter\/?/, "/").replace(/:.*$/, ""));
  const ParameterFilters = [{ Key: "Name", Option: "Equals", Values: [...new Set(Values)] }];
  const answer = await call.scope.moto.call("ssm", "DescribeParameters", { ParameterFilters });
  const encrypted = described.parse(answer).Parameters.filter(({ Type }) => Type === "SecureString");
  const permissions = encrypted.map(({ Name, KeyId: keyId }) =>
    usesKey(call, {
      action: "kms:Decrypt",
      via: "ssm",
      keyId,
      encryptionContext: { PARAMETER_ARN: arnOf(call, Name) },
    }),
  );
  return (await Promise.all(permissions)).flat();
}
