import type { Scope } from "../../gateway/scope";
import type { RoleSession } from "../../iam/role-session";
import { getObject, keepsVersions, putObject } from "../../s3/objects";
import { artifactFailure, bucketFailure } from "../actions/action-failures";
import { type ActionArtifacts, ActionFailure, type ArtifactLocation } from "../actions/action-provider";
import type { ActionDeclaration, PipelineDeclaration } from "../pipeline-declaration";
import { pipelineSession } from "../pipeline-session";
import { artifactStoreIn } from "./artifact-store";
import { ArtifactsOfAction } from "./artifacts-of-action";
import type { StoredArtifact } from "./stored-artifact";

/** The artifacts of one execution: which were written so far, and where they lie in each region. */
export class ExecutionArtifacts {
  readonly #stored = new Map<string, StoredArtifact>();

  constructor(
    private readonly scope: Scope,
    private readonly declaration: PipelineDeclaration,
  ) {}

  /** What an action may read and write, as the role that it runs as. Each run of an action writes anew. */
  forAction(action: ActionDeclaration, session: RoleSession, region: string): ActionArtifacts {
    return new ArtifactsOfAction(this, this.declaration.name, { action, session, region });
  }

  /** From now on, an artifact of this name is that one. */
  keep(name: string, artifact: StoredArtifact): void {
    this.#stored.set(name, artifact);
  }

  /** What an action before this one made. */
  made(name: string): StoredArtifact {
    const artifact = this.#stored.get(name);
    if (artifact !== undefined) return artifact;
    throw new ActionFailure("ConfigurationError", `The artifact ${name} was not made in this execution`);
  }

  /** Where an artifact lies in a region, or would. */
  locationIn(region: string, { key }: StoredArtifact): ArtifactLocation {
    const store = artifactStoreIn(this.declaration, region);
    if (store !== undefined) return { ...store, key };
    throw new ActionFailure(
      "ConfigurationError",
      `The pipeline ${this.declaration.name} has no artifact store in ${region}`,
    );
  }

  /** Of a bucket that keeps versions, the one that was written, whatever was put there since. */
  async read(
    session: RoleSession,
    region: string,
    artifact: StoredArtifact,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const client = this.scope.as(session, region);
    const { bucket, key } = this.locationIn(region, artifact);
    try {
      const versionId = (await keepsVersions(client, bucket)) ? artifact.versions.get(region) : undefined;
      return (await getObject(client, { bucket, key, versionId })).bytes;
    } catch (error) {
      throw artifactFailure(error, bucket, key);
    }
  }

  async write(
    session: RoleSession,
    region: string,
    artifact: StoredArtifact,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<void> {
    const { bucket, key, encryptionKey } = this.locationIn(region, artifact);
    const client = this.scope.as(session, region);
    try {
      artifact.versions.set(region, await putObject(client, { bucket, key }, bytes, encryptionKey));
    } catch (error) {
      throw bucketFailure(error, bucket);
    }
  }

  /** What an action in another region wrote is copied to a region's bucket, by the pipeline's role. */
  async bring(artifact: StoredArtifact, region: string): Promise<void> {
    if (artifact.versions.has(region)) return;
    const [from = this.scope.region] = artifact.versions.keys();
    const session = await pipelineSession(this.scope, this.declaration);
    await this.write(session, region, artifact, await this.read(session, from, artifact));
  }
}
