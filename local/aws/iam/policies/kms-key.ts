import { z } from "zod";
import { parseArn } from "../../arn";
import { AwsError } from "../../client/aws-error";
import type { Scope } from "../../gateway/scope";

/** A key of KMS, as policies know it. */
export interface KmsKey {
  readonly arn: string;
  /** Names of its aliases; undefined for a key without. */
  readonly aliases: readonly string[] | undefined;
  readonly isManagedByAws: boolean;
}

const described = z.looseObject({
  KeyMetadata: z.looseObject({
    Arn: z.string(),
    KeyId: z.string(),
    KeyManager: z.string().default("CUSTOMER"),
  }),
});
const aliasList = z.looseObject({ Aliases: z.array(z.looseObject({ AliasName: z.string() })).default([]) });

/** The key that an id, an ARN or an alias names; one that does not exist keeps that name. */
export async function keyOf(scope: Scope, KeyId: string): Promise<KmsKey> {
  const arn = parseArn(KeyId);
  const { moto } = arn === undefined ? scope : scope.inAccount(arn.accountId).inRegion(arn.region);
  try {
    const { KeyMetadata } = described.parse(await moto.call("kms", "DescribeKey", { KeyId }));
    const { Aliases } = aliasList.parse(await moto.call("kms", "ListAliases", { KeyId: KeyMetadata.KeyId }));
    return {
      arn: KeyMetadata.Arn,
      aliases: Aliases.length === 0 ? undefined : Aliases.map(({ AliasName }) => AliasName),
      isManagedByAws: KeyMetadata.KeyManager === "AWS" || /(^|:)alias\/aws\//.test(KeyId),
    };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const missing =
      arn === undefined ? scope.arn("kms", KeyId.includes("/") ? KeyId : `key/${KeyId}`) : KeyId;
    return { arn: missing, aliases: undefined, isManagedByAws: /(^|:)alias\/aws\//.test(KeyId) };
  }
}
