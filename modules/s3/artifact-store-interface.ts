import type { ForeignRole } from "../iam/foreign-role";
import type { Statement } from "../iam/statement";

/** The bucket in which a pipeline hands artifacts from stage to stage, made here or existing. */
export interface IArtifactStore {
  /** The name as a literal. */
  readonly bucketName: string;
  readonly bucketArn: string;
  /** The bucket's name as CodePipeline is told it: of a bucket that is made here a reference, so that it comes first. */
  readonly location: string;
  /** ARN of the KMS key that encrypts the artifacts, if not S3's own. */
  readonly kmsKeyArn: string | undefined;
  /** What reads and writes artifacts (CodePipeline: Manage the CodePipeline service role). */
  readWrite(): readonly Statement[];
  /** The alias of that key, without `alias/`, where it is made here. */
  readonly kmsKeyAlias: string | undefined;
  /** Lets a role of another account read artifacts, as far as bucket and key are made here. */
  letRead(role: ForeignRole): void;
}
