import type { EncryptionKey } from "../modules/kms/encryption-key";

/** The logical ID of what a stack is there for. */
export const defaultLogicalId = "main";

/** The tag that an image has unless settings say another. */
export const defaultImageTag = "latest";

/** What the parts of a stack have in common unless their own settings say otherwise. */
export interface Defaults {
  readonly name: string;
  readonly logicalId: string;
  readonly kmsKeyArn: string | undefined;
  /** The key behind `kmsKeyArn`, where it is made here. */
  readonly encryptionKey: EncryptionKey | undefined;
}
