import type { BuildRecord } from "../build";
import type { Project } from "../projects";

/** Where an artifact goes. */
export interface Destination {
  /** The key in `secondary-artifacts` that describes it; undefined for the primary artifact. */
  readonly identifier: string | undefined;
  readonly bucket: string;
  readonly key: string;
  readonly encryptionKey: string | undefined;
  readonly isZip: boolean;
  /** How BatchGetBuilds shows it. */
  readonly shown: object;
}

export interface Destinations {
  readonly primary: Destination | undefined;
  readonly secondary: readonly Destination[];
}

/** The key of a name in `expandedNames` that stands for the primary artifact. */
export const PRIMARY = "";

/** Where a build's artifacts go. Several outputs of a pipeline are all described by `secondary-artifacts`. */
export function destinations(
  record: BuildRecord,
  expandedNames: Readonly<Record<string, string>>,
): Destinations {
  const { pipelineBuild, project } = record;
  if (pipelineBuild === undefined) {
    const secondary = (project.secondaryArtifacts ?? []).map((artifact) =>
      ofProject(record, artifact, expandedNames),
    );
    return {
      primary: ofProject(record, project.artifacts, expandedNames),
      secondary: secondary.filter((destination) => destination !== undefined),
    };
  }
  const outputs = pipelineBuild.outputs.map(({ name, bucket, key, encryptionKey }) => ({
    identifier: pipelineBuild.outputs.length > 1 ? name : undefined,
    bucket,
    key,
    encryptionKey,
    isZip: true,
    shown: { artifactIdentifier: name, location: `arn:aws:s3:::${bucket}/${key}` },
  }));
  return outputs.length > 1
    ? { primary: undefined, secondary: outputs }
    : { primary: outputs[0], secondary: [] };
}

function ofProject(
  { build, project }: BuildRecord,
  artifact: Project["artifacts"],
  expandedNames: Readonly<Record<string, string>>,
): Destination | undefined {
  if (artifact.type !== "S3") return undefined;
  const { artifactIdentifier: identifier, location: bucket = "", path, namespaceType, packaging } = artifact;
  const isZip = packaging === "ZIP";
  const ownName = artifact.name ?? project.name;
  const name = artifact.overrideArtifactName ? (expandedNames[identifier ?? PRIMARY] ?? ownName) : ownName;
  const namespace = namespaceType === "BUILD_ID" ? build.id.split(":")[1] : undefined;
  const key = [path, namespace, name === "/" ? undefined : name]
    .map((part) => part?.replace(/^\/+|\/+$/g, ""))
    .filter(Boolean)
    .join("/");
  return {
    identifier,
    bucket,
    key,
    encryptionKey: project.encryptionKey,
    isZip,
    shown: {
      ...(identifier === undefined ? {} : { artifactIdentifier: identifier }),
      location: `arn:aws:s3:::${bucket}/${key}`,
    },
  };
}
