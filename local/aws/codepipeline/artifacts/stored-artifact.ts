/** An artifact that an action wrote, or lets its service write. */
export interface StoredArtifact {
  readonly key: string;
  /** The action's name. */
  readonly madeBy: string;
  /** Where it lies by now: its version in each region's bucket, where that is known. */
  readonly versions: Map<string, string | undefined>;
}
