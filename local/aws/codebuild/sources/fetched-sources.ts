/** A source of a build, unpacked. */
export interface FetchedSource {
  /** The name of a pipeline's artifact, or the identifier of a secondary source. */
  readonly name: string;
  readonly folder: string;
  /** The version that was asked for, as CODEBUILD_SOURCE_VERSION tells it. */
  readonly sourceVersion: string | undefined;
  /** The version that was fetched, where its kind of source has one. */
  readonly resolvedVersion: string | undefined;
  readonly repositoryUrl: string | undefined;
}

/** All sources of a build. */
export interface FetchedSources {
  readonly primary: FetchedSource;
  readonly secondary: readonly FetchedSource[];
}
