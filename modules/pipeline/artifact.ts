/** A zipped set of files that one action makes and later actions read. Handed on as a value, so no name is written twice. */
export class Artifact {
  constructor(
    /** 1 to 100 characters (CodePipeline API: OutputArtifact). */
    readonly artifactName: string,
  ) {}
}

/** How many artifacts a kind of action takes and makes. */
export interface ArtifactBounds {
  readonly minInputs: number;
  readonly maxInputs: number;
  readonly minOutputs: number;
  readonly maxOutputs: number;
}
