import { keyOf } from "../policies/kms-key";
import type { AwsCall } from "./aws-call";
import type { Permission } from "./permission";

/** How a service uses a key of KMS for whoever asks. */
export interface KeyUse {
  readonly action: "kms:Decrypt" | "kms:GenerateDataKey";
  /** The service, as its host name begins. */
  readonly via: string;
  /** Undefined stands for AWS's own key, which lets everybody in the account use it. */
  readonly keyId: string | undefined;
  readonly encryptionContext: Readonly<Record<string, string>>;
}

/** The permission to use a key that a service needs of who asks. */
export async function usesKey(call: AwsCall, use: KeyUse): Promise<readonly Permission[]> {
  if (use.keyId === undefined) return [];
  // A key that is not named by its ARN is one of who asks.
  const key = await keyOf(call.scope.inAccount(call.identity.accountId), use.keyId);
  if (key.isManagedByAws) return [];
  const values = Object.entries(use.encryptionContext).map(([name, value]) => [
    `kms:EncryptionContext:${name}`,
    value,
  ]);
  return [
    {
      action: use.action,
      resource: key.arn,
      context: {
        ...Object.fromEntries(values),
        "kms:EncryptionContextKeys": Object.keys(use.encryptionContext),
        "kms:CallerAccount": call.identity.accountId,
        "kms:ViaService": `${use.via}.${call.scope.region}.amazonaws.com`,
        "kms:ResourceAliases": key.aliases,
      },
    },
  ];
}
