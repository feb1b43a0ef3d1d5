import { type EcrSourceSettings, ecrSourceKeys } from "./ecr-source";
import { type ImageRepositorySettings, imageRepositorySchema } from "./image-repository";
import { optional, strict, string, strings } from "./types";

/** An image of a release, and the containers of the task definition that run it. */
export interface ReleaseImageSettings extends EcrSourceSettings {
  /** The container that runs the image; names of what is made for the image end in it. */
  readonly containerName: string;
  /** Further containers of the task definition that run the same image. @default none */
  readonly otherContainerNames?: readonly string[];
  /** A repository to make, or `{ existingRepository: name }`. @default a new one named `<name>-<containerName>` */
  readonly imageRepository?: ImageRepositorySettings;
  /**
   * The rule that starts the pipeline when this image is pushed, its options, or `none` when another image leads the release.
   * @default the first image has a rule; the others have `none`
   */
  readonly trigger?: NonNullable<EcrSourceSettings["trigger"]>;
}

export const releaseImageSchema = strict<ReleaseImageSettings>()({
  ...ecrSourceKeys,
  containerName: string,
  otherContainerNames: optional(strings),
  imageRepository: optional(imageRepositorySchema),
});
