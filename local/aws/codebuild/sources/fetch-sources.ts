import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { AwsClient } from "../../client/aws-client";
import { AwsError } from "../../client/aws-error";
import type { Scope } from "../../gateway/scope";
import { getObject, type S3Address } from "../../s3/objects";
import { BuildFailure, type BuildRecord } from "../build";
import { objectLocation } from "../object-location";
import type { Project } from "../projects";
import type { FetchedSource, FetchedSources } from "./fetched-sources";
import { fetchFromGithub } from "./github-source";
import { unpack } from "./source-files";

/** Where sources are fetched to, and as whom. */
export interface Fetching {
  readonly scope: Scope;
  /** Calls AWS as the build's role. */
  readonly client: AwsClient;
  /** A folder for all sources. */
  readonly folder: string;
}

/** Fetches what the build works on: a pipeline's artifacts, or the sources of the project. */
export async function fetchSources(fetching: Fetching, record: BuildRecord): Promise<FetchedSources> {
  const { project, pipelineBuild } = record;
  if (pipelineBuild !== undefined) {
    const [primary, ...secondary] = await inTurn(pipelineBuild.inputs, (input, index) =>
      fetchArtifact(fetching, input, index),
    );
    if (primary === undefined) throw new Error("The schema asks for an input.");
    return {
      primary: { ...primary, resolvedVersion: pipelineBuild.resolvedSourceVersion, repositoryUrl: "" },
      secondary,
    };
  }
  const primary = await fetchSource(fetching, project.source, "src", project.sourceVersion);
  const secondary = await inTurn(project.secondarySources ?? [], (source, index) => {
    const name = source.sourceIdentifier ?? "";
    const version = project.secondarySourceVersions?.find(
      ({ sourceIdentifier }) => sourceIdentifier === name,
    );
    return fetchSource(fetching, source, `src${index + 1}`, version?.sourceVersion);
  });
  return { primary, secondary };
}

async function fetchArtifact(
  fetching: Fetching,
  input: S3Address & { readonly name: string },
  index: number,
): Promise<FetchedSource> {
  const folder = folderOf(fetching, index === 0 ? "src" : `src${index}`);
  const { bytes } = await download(fetching.client, input);
  unpack(bytes, folder, `The input artifact ${input.name}`);
  return {
    name: input.name,
    folder,
    sourceVersion: `arn:aws:s3:::${input.bucket}/${input.key}`,
    resolvedVersion: undefined,
    repositoryUrl: undefined,
  };
}

async function fetchSource(
  fetching: Fetching,
  source: Project["source"],
  folderName: string,
  version: string | undefined,
): Promise<FetchedSource> {
  const folder = folderOf(fetching, folderName);
  const { type, location = "", sourceIdentifier: name = "" } = source;
  const about = { name, folder, sourceVersion: version };
  if (type === "NO_SOURCE") return { ...about, resolvedVersion: undefined, repositoryUrl: undefined };
  if (type === "S3") {
    const { bytes, versionId } = await download(fetching.client, {
      ...objectLocation(location),
      versionId: version,
    });
    unpack(bytes, folder, `The source ${location}`);
    return {
      ...about,
      sourceVersion: version ?? versionId,
      resolvedVersion: undefined,
      repositoryUrl: `s3://${location}`,
    };
  }
  if (type === "GITHUB") {
    const resolvedVersion = await fetchFromGithub(fetching.scope.githubUrl, location, version, folder);
    return { ...about, resolvedVersion, repositoryUrl: location };
  }
  throw new BuildFailure("CLIENT_ERROR", `the local AWS fetches no source of the type ${type}`);
}

async function download(client: AwsClient, location: S3Address): ReturnType<typeof getObject> {
  try {
    return await getObject(client, location);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new BuildFailure(
      "CLIENT_ERROR",
      `error while downloading key ${location.key}, error: ${error.code}: ${error.message} status code: ${error.status}`,
    );
  }
}

function folderOf({ folder }: Fetching, name: string): string {
  const path = join(folder, name, "src");
  mkdirSync(path, { recursive: true });
  return path;
}

async function inTurn<T, R>(all: readonly T[], work: (one: T, index: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const [index, one] of all.entries()) results.push(await work(one, index));
  return results;
}
