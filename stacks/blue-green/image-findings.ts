import { nameRules } from "../../modules/aws/name-rules";
import type { TaskDefinitionFacts } from "../../modules/ecs/task-definition/task-definition-facts";
import { imageCount, imageTwice, maxImages } from "../../modules/findings/blue-green-errors";
import { unknownContainer } from "../../modules/findings/ecs-errors";
import type { Finding } from "../../modules/findings/finding";
import { invalidName } from "../../modules/findings/value-errors";
import { logicalIdWord } from "../../modules/logical-ids/fitting-logical-id";
import type { EcrPushBlueGreenSettings } from "../../settings/schema/ecr-push-blue-green";
import type { ReleaseImageSettings } from "../../settings/schema/release-image";

type Images = Pick<EcrPushBlueGreenSettings, "images">;

/** A container that settings name for an image. */
interface ContainerOfImage {
  /** Where settings name it. */
  readonly property: string;
  readonly name: string;
  readonly image: ReleaseImageSettings;
  /** What is made for the image is named after it. */
  readonly isFirst: boolean;
}

const containersOf = ({ images }: Images): readonly ContainerOfImage[] =>
  images.flatMap((image, index) => [
    { property: `images[${index}].containerName`, name: image.containerName, image, isFirst: true },
    ...(image.otherContainerNames ?? []).map((name, other) => ({
      property: `images[${index}].otherContainerNames[${other}]`,
      name,
      image,
      isFirst: false,
    })),
  ]);

// Repositories take no capitals, and variables of a build no dashes.
const collide = (one: ContainerOfImage, other: ContainerOfImage): boolean =>
  one.name === other.name ||
  (one.isFirst && other.isFirst && logicalIdWord(one.name) === logicalIdWord(other.name));

function containerFindings(
  container: ContainerOfImage,
  index: number,
  all: readonly ContainerOfImage[],
): readonly Finding[] {
  const invalid = invalidName(container.property, container.name, nameRules.container);
  if (invalid.length > 0) return invalid;
  const isTwice = all.slice(0, index).some((earlier) => collide(earlier, container));
  return isTwice ? imageTwice(container.property, container.name) : [];
}

/** What contradicts itself in the images of a release, and with the task definition where its text is known. */
export function imageFindings(settings: Images, facts: TaskDefinitionFacts | undefined): readonly Finding[] {
  const known = facts?.containers.map(({ name }) => name) ?? [];
  const findings = containersOf(settings).flatMap((container, index, all) => {
    const wrong = containerFindings(container, index, all);
    // That it has no containers is a finding of the task definition.
    return wrong.length > 0 || known.length === 0
      ? wrong
      : unknownContainer(container.property, container.name, known);
  });
  return [...imageCount("images", settings.images.length), ...findings];
}

/** The images that can be made: what is wrong in the others would be found again in all that is named after them. */
export function fittingImages(settings: Images): readonly ReleaseImageSettings[] {
  const wrong = containersOf(settings).filter((...container) => containerFindings(...container).length > 0);
  return settings.images.filter((image) => wrong.every((one) => one.image !== image)).slice(0, maxImages);
}
