import type { Construct } from "constructs";
import { check } from "../findings/check";
import { crossAccountWithoutKey } from "../findings/release-path-errors";
import { warn } from "../findings/warnings";
import type { ForeignRole } from "../iam/foreign-role";
import type { EncryptionKey } from "../kms/encryption-key";
import type { IArtifactStore } from "./artifact-store-interface";

/** Lets a role of another account decrypt the artifacts of a store, as far as their key is made here. */
export function letDecrypt(
  store: Construct & Pick<IArtifactStore, "bucketName" | "kmsKeyArn">,
  encryptionKey: EncryptionKey | undefined,
  role: ForeignRole,
): void {
  if (encryptionKey) encryptionKey.letDecrypt(role);
  else if (store.kmsKeyArn) warn(store, "foreignKeyPolicy");
  else check(store, () => crossAccountWithoutKey(store.bucketName));
}
