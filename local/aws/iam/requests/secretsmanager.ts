import { z } from "zod";
import { AwsError } from "../../client/aws-error";
import type { AwsCall } from "./aws-call";
import { needsOnNothing } from "./needs";
import type { PermissionsOf, ServiceRequests } from "./permission";

const described = z.looseObject({ ARN: z.string() });

/** What the operations of Secrets Manager need. */
export const secretsmanager: ServiceRequests = {
  conditionKeys: ["secretsmanager:SecretId", "secretsmanager:VersionId", "secretsmanager:VersionStage"],
  operations: {
    DescribeSecret: onSecret("DescribeSecret"),
    GetSecretValue: onSecret("GetSecretValue"),
    PutSecretValue: onSecret("PutSecretValue"),
    UpdateSecret: onSecret("UpdateSecret"),
    ListSecrets: needsOnNothing("secretsmanager:ListSecrets"),
  },
};

function onSecret(operation: string): PermissionsOf {
  return async (call) => {
    const resource = await arnOf(call);
    const version = {
      "secretsmanager:VersionId": call.text("VersionId") || undefined,
      "secretsmanager:VersionStage": call.text("VersionStage") || undefined,
    };
    const context = {
      "secretsmanager:SecretId": resource,
      ...(operation === "GetSecretValue" ? version : {}),
    };
    return [{ action: `secretsmanager:${operation}`, resource, context }];
  };
}

// A secret's ARN ends in six characters that its name does not tell.
async function arnOf(call: AwsCall): Promise<string> {
  const SecretId = call.text("SecretId");
  try {
    return described.parse(await call.scope.moto.call("secretsmanager", "DescribeSecret", { SecretId })).ARN;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return SecretId.startsWith("arn:") ? SecretId : call.arn("secretsmanager", `secret:${SecretId}-??????`);
  }
}
