import type { StackSettings } from "../../systems";

export interface TryArguments {
  readonly entry: StackSettings;
  /** Go on running at the end, so that one can look around. */
  readonly keep: boolean;
}

/**
 * Reads `[stack] [--keep]`. Without a stack the first entry of the settings is tried. npm takes a `--keep` that stands
 * before `--` for its own, and hands it on in the environment.
 */
export function tryArguments(
  given: readonly string[],
  stacks: readonly StackSettings[],
  environment: Readonly<Record<string, string | undefined>> = {},
): TryArguments {
  const usage = `usage: npm run try [stack] [-- --keep]\nstacks: ${stacks.map(({ stack }) => stack).join(", ")}`;
  const options = given.filter((argument) => argument.startsWith("-"));
  const [stack, ...more] = given.filter((argument) => !argument.startsWith("-"));
  const entry = stack === undefined ? stacks[0] : stacks.find((candidate) => candidate.stack === stack);
  if (!entry || more.length > 0 || options.some((option) => option !== "--keep")) {
    throw new Error(`npm run try does not understand: ${given.join(" ")}\n${usage}`);
  }
  return { entry, keep: options.length > 0 || environment.npm_config_keep === "true" };
}
