import { deploysOf, type ReleasePathSettings } from "../../settings/schema/release-path";

/** The containers that get the image, each once; the first one's file has the name that AWS expects. */
function containersOf(settings: ReleasePathSettings): readonly string[] {
  return [...new Set(deploysOf(settings).map(({ service }) => service.containerName))];
}

/** What a build is told of the containers that it names the image for: variables of this project's build specifications. */
export function containerVariables(settings: ReleasePathSettings): Readonly<Record<string, string>> {
  const [first = "", ...others] = containersOf(settings);
  return {
    CONTAINER_NAME: first,
    ...(others.length > 0 ? { OTHER_CONTAINER_NAMES: others.join(" ") } : {}),
  };
}

/** The image definitions file for a container; none where it is the one that AWS expects. */
export function imageDefinitionsFile(
  settings: ReleasePathSettings,
  containerName: string,
): string | undefined {
  const [first] = containersOf(settings);
  return containerName === first ? undefined : `imagedefinitions.${containerName}.json`;
}
