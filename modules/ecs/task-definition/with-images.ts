import { containersOf, placeOf } from "./containers";
import { withValue } from "./json-text";
import type { Problem } from "./problem";
import { missingContainer } from "./problems";

/** Images, or their placeholders, by the name of the container. */
export type Images = Readonly<Record<string, string>>;

/** With other images; `imageProblems` says which containers are missing. */
export function withImages(text: string, images: Images): string {
  return Object.entries(images).reduce((rest, [containerName, image]) => {
    const place = placeOf(rest, containerName);
    return place < 0 ? rest : withValue(rest, ["containerDefinitions", place, "image"], image);
  }, text);
}

/** The containers that an image is meant for and that the task definition lacks. */
export function imageProblems(text: string, containerNames: readonly string[]): readonly Problem[] {
  return containerNames
    .filter((name) => placeOf(text, name) < 0)
    .flatMap((name) =>
      missingContainer(
        name,
        containersOf(text).map((container) => container.name),
      ),
    );
}
