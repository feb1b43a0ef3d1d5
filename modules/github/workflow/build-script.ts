/** What the script that builds and pushes the image depends on. */
export interface BuildScriptProps {
  readonly platform?: string;
  readonly buildArguments?: Readonly<Record<string, string>>;
  readonly pushLatest?: boolean;
}

/** A script that reads every value from its environment, so that none can become part of it. */
export interface BuildScript {
  readonly script: readonly string[];
  /** Each build argument's name, and the variable that holds its value. */
  readonly argumentVariables: readonly (readonly [name: string, variable: string])[];
}

/** Docker takes any name; what cannot be a shell variable's never gets into the script. */
export const isBuildArgumentName = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);

/** Builds the image of a commit and pushes it, unless it is there. */
export function buildScript({
  platform,
  buildArguments = {},
  pushLatest = false,
}: BuildScriptProps): BuildScript {
  const argumentVariables = Object.keys(buildArguments)
    .filter(isBuildArgumentName)
    .map((name) => [name, `BUILD_ARGUMENT_${name}`] as const);
  const words = [
    '--file "$DOCKERFILE"',
    ...(platform === undefined ? [] : ['--platform "$PLATFORM"']),
    ...argumentVariables.map(([name, variable]) => `--build-arg "${name}=$${variable}"`),
    '--tag "$image"',
    '"$CONTEXT"',
  ];
  const build =
    words.length > 3 ? ["docker build \\", ...continued(words)] : [`docker build ${words.join(" ")}`];
  return {
    argumentVariables,
    script: [
      "# As the registry's lifecycle rule expects releases to start.",
      'image="$REPOSITORY:release-$COMMIT"',
      "# A second run of a commit releases the image of the first; immutable tags would refuse another one.",
      'if docker buildx imagetools inspect "$image" > /dev/null 2>&1; then',
      '  echo "$image is there already."',
      ...(pushLatest ? ['  docker pull --quiet "$image"'] : []),
      "else",
      ...[...build, 'docker push "$image"'].map((line) => `  ${line}`),
      "fi",
      ...(pushLatest ? ['docker tag "$image" "$REPOSITORY:latest"', 'docker push "$REPOSITORY:latest"'] : []),
      "# Named by its digest it stays this image, whatever becomes of the tag.",
      "digest=$(docker buildx imagetools inspect --format '{{json .Manifest.Digest}}' \"$image\" | tr -d '\"')",
      'echo "image=$REPOSITORY@$digest" >> "$GITHUB_OUTPUT"',
    ],
  };
}

const continued = (words: readonly string[]): readonly string[] =>
  words.map((word, index) => `  ${word}${index < words.length - 1 ? " \\" : ""}`);
