import type { IImageRepository } from "../../modules/ecr/existing-image-repository";
import { Artifact } from "../../modules/pipeline/artifact";
import { EcrSource } from "../../modules/pipeline/sources/ecr-source";
import { defined } from "../../modules/terraform/defined";
import type { EcrPushBlueGreenSettings } from "../../settings/schema/ecr-push-blue-green";
import type { ReleaseImageSettings } from "../../settings/schema/release-image";
import { fittingImages } from "./image-findings";

/** An image of a release: where it lies, and the action that brings it. */
export interface ReleaseImage {
  readonly settings: ReleaseImageSettings;
  readonly repository: IImageRepository;
  readonly source: EcrSource;
}

/** The trigger of an image: the first one leads the release unless settings say otherwise. */
export const triggerOf = ({ trigger }: ReleaseImageSettings, index: number) =>
  trigger ?? (index === 0 ? {} : "none");

/** Whether anything in the settings starts the pipeline. */
export const isStarted = ({ images, definitions }: EcrPushBlueGreenSettings): boolean =>
  images.some((image, index) => triggerOf(image, index) !== "none") ||
  (definitions.trigger ?? "none") !== "none";

// A build finds an artifact by a variable that is named after it, which takes letters, digits and _.
const artifactOf = (containerName: string): Artifact => new Artifact(containerName.replaceAll(/\W/g, "_"));

/** The images of a release, each with its source action. */
export function releaseImages(
  settings: EcrPushBlueGreenSettings,
  repositoryOf: (image: ReleaseImageSettings) => IImageRepository,
): readonly ReleaseImage[] {
  const started = isStarted(settings);
  return fittingImages(settings).map((image, index) => {
    const repository = repositoryOf(image);
    const { containerName, imageTag, revision } = image;
    const source = new EcrSource({
      actionName: containerName,
      ...defined({ imageTag, revision }),
      repository,
      trigger: triggerOf(image, settings.images.indexOf(image)),
      // That nothing starts the pipeline is said once, of the first image.
      startedByAnother: started || index > 0,
      output: artifactOf(containerName),
    });
    return { settings: image, repository, source };
  });
}

/** The artifacts that hold the images, by container. */
export function imageArtifacts(images: readonly ReleaseImage[]): Readonly<Record<string, Artifact>> {
  return Object.fromEntries(
    images.flatMap(({ settings: { containerName, otherContainerNames = [] }, source }) =>
      [containerName, ...otherContainerNames].map((name) => [name, source.output]),
    ),
  );
}
