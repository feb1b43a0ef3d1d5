import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { arnOf, regionOf, rootArnOf } from "../aws/current";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { invalidName } from "../findings/value-errors";
import { type ForeignRole, foreignPrincipal } from "../iam/foreign-role";
import { LatePolicyDocument } from "../iam/late-policy-document";
import type { Statement } from "../iam/statement";
import { type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";

export interface EncryptionKeyProps extends LogicalIdProps {
  /** Name of the key's alias, without `alias/`, 1 to 250 characters (AWS KMS API: CreateAlias). */
  readonly aliasName: string;
  /** Whether CloudWatch Logs of the account may use it. @default true */
  readonly encryptsLogs?: boolean;
}

/** A KMS key for artifacts, images, logs and builds of one stack; IAM says who uses it, and it is made anew every year. */
export class EncryptionKey extends Construct {
  readonly aliasName: string;
  private readonly key: KmsKey;
  private readonly granted: Statement[] = [];

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    this.aliasName = props.aliasName;
    this.key = this.createKey(props);
    new KmsAlias(this, "alias", { name: `alias/${props.aliasName}`, targetKeyId: this.key.keyId });
    check(this, () => invalidName("aliasName", props.aliasName, nameRules.kmsAlias));
  }

  get keyArn(): string {
    return this.key.arn;
  }

  /** Lets a role of another account read what the key encrypts. */
  letDecrypt(role: ForeignRole): void {
    this.granted.push({
      actions: ["kms:Decrypt", "kms:DescribeKey"],
      resources: ["*"],
      ...foreignPrincipal(this, role),
    });
  }

  private createKey({ aliasName, encryptsLogs = true }: EncryptionKeyProps): KmsKey {
    return new KmsKey(this, "key", {
      description: `Encrypts what ${aliasName} keeps`,
      enableKeyRotation: true,
      policy: new LatePolicyDocument(this, "document", () => [
        this.administer(),
        ...(encryptsLogs ? [this.encryptLogs()] : []),
        ...this.granted,
      ]).json,
    });
  }

  // In a key's own policy `*` is this key (AWS KMS: Key policies).
  private administer(): Statement {
    return {
      sid: "Account",
      actions: ["kms:*"],
      resources: ["*"],
      principals: [{ type: "AWS", identifiers: [rootArnOf(this)] }],
    };
  }

  // CloudWatch Logs: Encrypt log data in CloudWatch Logs using AWS KMS.
  private encryptLogs(): Statement {
    return {
      sid: "Logs",
      actions: ["kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      resources: ["*"],
      principals: [{ type: "Service", identifiers: [`logs.${regionOf(this)}.amazonaws.com`] }],
      conditions: [
        {
          test: "ArnLike",
          variable: "kms:EncryptionContext:aws:logs:arn",
          values: [arnOf(this, "logs", "log-group:*")],
        },
      ],
    };
  }
}
