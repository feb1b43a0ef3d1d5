import { z } from "zod";
import { AwsError } from "../../client/aws-error";
import type { AwsCall } from "./aws-call";
import { needsOnNothing } from "./needs";
import type { PermissionsOf, ServiceRequests } from "./permission";
import { usesKey } from "./uses-key";

// moto writes null where AWS leaves a field out.
const described = z.looseObject({ ARN: z.string(), KmsKeyId: z.string().nullish() });

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
    const { ARN: resource, KmsKeyId } = await secretOf(call);
    const version = {
      "secretsmanager:VersionId": call.text("VersionId") || undefined,
      "secretsmanager:VersionStage": call.text("VersionStage") || undefined,
    };
    const context = {
      "secretsmanager:SecretId": resource,
      ...(operation === "GetSecretValue" ? version : {}),
    };
    const permission = { action: `secretsmanager:${operation}`, resource, context };
    if (operation !== "GetSecretValue") return [permission];
    const encryptionContext = { SecretARN: resource };
    const decrypts = {
      action: "kms:Decrypt",
      via: "secretsmanager",
      keyId: KmsKeyId ?? undefined,
      encryptionContext,
    } as const;
    return [permission, ...(await usesKey(call, decrypts))];
  };
}

// A secret's ARN ends in six characters that its name does not tell.
async function secretOf(call: AwsCall): Promise<z.output<typeof described>> {
  const SecretId = call.text("SecretId");
  try {
    return described.parse(await call.scope.moto.call("secretsmanager", "DescribeSecret", { SecretId }));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const named = SecretId.startsWith("arn:");
    return { ARN: named ? SecretId : call.arn("secretsmanager", `secret:${SecretId}-??????`) };
  }
}
