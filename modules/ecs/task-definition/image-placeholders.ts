import type { Problem } from "./problem";
import { placeholderTwice, tooManyPlaceholders } from "./problems";
import type { Images } from "./with-images";

/** CodePipeline fills at most so many images into a task definition. */
export const maxPlaceholders = 4;

/** `<IMAGE1_NAME>` for the first container, and so on; CodePipeline's `Image1ContainerName` is it without the brackets. */
export function imagePlaceholders(containerNames: readonly string[]): Images {
  return Object.fromEntries(containerNames.map((name, index) => [name, `<IMAGE${index + 1}_NAME>`]));
}

/** What hinders CodePipeline to fill them: there are too many, or one stands elsewhere in the text too. */
export function placeholderProblems(text: string, placeholders: Images): readonly Problem[] {
  const names = Object.keys(placeholders);
  return [
    ...(names.length > maxPlaceholders ? tooManyPlaceholders(names) : []),
    ...Object.values(placeholders).flatMap((placeholder) =>
      text.split(placeholder).length > 2 ? placeholderTwice(placeholder) : [],
    ),
  ];
}
