import { z } from "zod";
import type { ContextValues } from "../evaluation/request-context";
import { keyOf } from "../policies/kms-key";
import type { AwsCall } from "./aws-call";
import { needsAll, needsOnNothing } from "./needs";
import type { PermissionsOf, ServiceRequests } from "./permission";

const encryptionContext = z.record(z.string(), z.string());

/** What the operations of KMS need. */
export const kms: ServiceRequests = {
  conditionKeys: [
    "kms:EncryptionContext:*",
    "kms:EncryptionContextKeys",
    "kms:RequestAlias",
    "kms:ResourceAliases",
    "kms:ViaService",
  ],
  operations: {
    ...Object.fromEntries(
      ["DescribeKey", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext"].map((operation) => [
        operation,
        onKey(`kms:${operation}`, (call) => call.text("KeyId")),
      ]),
    ),
    Decrypt: onKey("kms:Decrypt", keyOfCiphertext),
    ReEncrypt: needsAll(
      onKey("kms:ReEncryptFrom", keyOfCiphertext),
      onKey("kms:ReEncryptTo", (call) => call.text("DestinationKeyId")),
    ),
    ListAliases: needsOnNothing("kms:ListAliases"),
  },
};

// moto's ciphertext begins with the key's id.
const KEY_ID_LENGTH = 36;

function keyOfCiphertext(call: AwsCall): string {
  const named = call.text("KeyId") || call.text("SourceKeyId");
  if (named !== "") return named;
  return Buffer.from(call.text("CiphertextBlob"), "base64").subarray(0, KEY_ID_LENGTH).toString();
}

const WITHOUT_CONTEXT = ["kms:DescribeKey"];

function onKey(action: string, keyId: (call: AwsCall) => string): PermissionsOf {
  return async (call) => {
    const named = keyId(call);
    const key = await keyOf(call.scope, named);
    const alias = /(?:^|:)(alias\/.+)$/.exec(named)?.[1];
    const context = {
      ...(WITHOUT_CONTEXT.includes(action) ? {} : encryptionContextOf(call)),
      "kms:CallerAccount": call.identity.accountId,
      "kms:RequestAlias": alias,
      "kms:ResourceAliases": key.aliases,
    };
    return [{ action, resource: key.arn, context }];
  };
}

function encryptionContextOf(call: AwsCall): ContextValues {
  const given = encryptionContext.safeParse(call.input.EncryptionContext).data ?? {};
  const values = Object.entries(given).map(([key, value]) => [`kms:EncryptionContext:${key}`, value]);
  return {
    ...Object.fromEntries(values),
    "kms:EncryptionContextKeys": values.length === 0 ? undefined : Object.keys(given),
  };
}
