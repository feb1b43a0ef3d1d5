import { arnRules } from "../modules/aws/arn-rules";
import { ExistingImageRepository, type IImageRepository } from "../modules/ecr/existing-image-repository";
import { ImageRepository } from "../modules/ecr/image-repository";
import { check } from "../modules/findings/check";
import { invalidKey } from "../modules/findings/value-errors";
import { EncryptionKey } from "../modules/kms/encryption-key";
import { defined } from "../modules/terraform/defined";
import type { EncryptedSettings } from "../settings/schema/common";
import type { ImageRepositorySettings } from "../settings/schema/image-repository";
import { type Defaults, defaultLogicalId } from "./defaults";
import { ProjectStack } from "./project-stack";

/** A stack that keeps images and objects, all encrypted with the key that its settings name. */
export abstract class EncryptedStack extends ProjectStack {
  /** What the settings of all systems say of the stack's parts. */
  protected defaults(settings: EncryptedSettings): Defaults {
    const { stack, name = stack, logicalId = defaultLogicalId, kmsKey } = settings;
    if (kmsKey !== "create") {
      const invalid = invalidKey("kmsKey", kmsKey, arnRules.kmsKey);
      check(this, () => invalid);
      // All parts would say the same of a key that is none.
      return {
        name,
        logicalId,
        kmsKeyArn: invalid.length > 0 ? undefined : kmsKey,
        encryptionKey: undefined,
      };
    }
    const key = new EncryptionKey(this, "kms_key", { aliasName: name, logicalId: defaultLogicalId });
    return { name, logicalId, kmsKeyArn: key.keyArn, encryptionKey: key };
  }

  protected imageRepository(
    settings: ImageRepositorySettings = {},
    { name, logicalId, kmsKeyArn }: Omit<Defaults, "encryptionKey">,
    id = "image_repository",
  ): IImageRepository {
    if ("existingRepository" in settings) {
      return new ExistingImageRepository(this, id, {
        repositoryName: settings.existingRepository,
        logicalId,
      });
    }
    return new ImageRepository(
      this,
      id,
      defined({ repositoryName: name, logicalId, kmsKeyArn, ...settings }),
    );
  }
}
