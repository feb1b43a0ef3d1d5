import type { Scope } from "../../gateway/scope";
import type { RoleSession } from "../../iam/role-session";
import { getObject, keepsVersions, putObject } from "../../s3/objects";
import { artifactFailure, bucketFailure } from "../actions/action-failures";
import {
  type ActionArtifacts,
  ActionFailure,
  type ArtifactFiles,
  type ArtifactLocation,
} from "../actions/action-provider";
import type { ActionDeclaration, PipelineDeclaration } from "../pipeline-declaration";
import { newArtifactKey } from "./artifact-key";
import { artifactStoreIn } from "./artifact-store";
import { unzipFiles, zipFiles } from "./artifact-zip";

/** An artifact that an action wrote, or lets its service write. */
interface StoredArtifact {
  readonly key: string;
  readonly madeBy: string;
  /** Where it lies by now: its version in each region's bucket, where that is known. */
  readonly versions: Map<string, string | undefined>;
}

/** The artifacts of one execution: which were written so far, and where they lie in each region. */
export class ExecutionArtifacts {
  readonly #stored = new Map<string, StoredArtifact>();

  constructor(
    private readonly scope: Scope,
    private readonly declaration: PipelineDeclaration,
  ) {}

  /** What an action may read and write, as the role that it runs as. Each run of an action writes anew. */
  forAction(action: ActionDeclaration, session: RoleSession, region: string): ActionArtifacts {
    const outputs = new Map(
      action.outputArtifacts.map(({ name }) => [
        name,
        {
          key: newArtifactKey(this.declaration.name, name),
          madeBy: action.name,
          versions: new Map([[region, undefined]]),
        },
      ]),
    );
    const client = this.scope.as(session, region);
    const output = (name: string): StoredArtifact => {
      const artifact = outputs.get(name);
      if (artifact === undefined) throw new Error(`The action ${action.name} has no output artifact ${name}`);
      this.#stored.set(name, artifact);
      return artifact;
    };
    const input = (name: string): StoredArtifact => {
      const artifact = this.#stored.get(name);
      if (artifact !== undefined) return artifact;
      throw new ActionFailure("ConfigurationError", `The artifact ${name} was not made in this execution`);
    };
    const locationOf = (name: string): ArtifactLocation =>
      this.#locationIn(region, outputs.has(name) ? output(name) : input(name));
    const bring = async (name: string): Promise<ArtifactLocation> => {
      const artifact = input(name);
      if (!artifact.versions.has(region)) await this.#copy(artifact, region);
      return this.#locationIn(region, artifact);
    };
    const writeBytes = async (name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
      const artifact = output(name);
      const { bucket, key, encryptionKey } = this.#locationIn(region, artifact);
      try {
        artifact.versions.set(region, await putObject(client, { bucket, key }, bytes, encryptionKey));
      } catch (error) {
        throw bucketFailure(error, bucket);
      }
    };
    return {
      locationOf,
      bring,
      writeBytes,
      makerOf: (name) => input(name).madeBy,
      write: (name, files) => writeBytes(name, zipFiles(files)),
      read: async (name): Promise<ArtifactFiles> => {
        const location = await bring(name);
        const bytes = await this.#read(session, region, input(name));
        const files = unzipFiles(bytes);
        if (files !== undefined) return files;
        throw new ActionFailure(
          "ConfigurationError",
          `The artifact ${name} at ${location.bucket}/${location.key} is not a ZIP file`,
        );
      },
    };
  }

  #locationIn(region: string, { key }: StoredArtifact): ArtifactLocation {
    const store = artifactStoreIn(this.declaration, region);
    if (store !== undefined) return { ...store, key };
    throw new ActionFailure(
      "ConfigurationError",
      `The pipeline ${this.declaration.name} has no artifact store in ${region}`,
    );
  }

  // Of a bucket that keeps versions, the one that was written, whatever was put there since.
  async #read(
    session: RoleSession,
    region: string,
    artifact: StoredArtifact,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const client = this.scope.as(session, region);
    const { bucket, key } = this.#locationIn(region, artifact);
    try {
      const versionId = (await keepsVersions(client, bucket)) ? artifact.versions.get(region) : undefined;
      return (await getObject(client, { bucket, key, versionId })).bytes;
    } catch (error) {
      throw artifactFailure(error, bucket, key);
    }
  }

  /** What an action in another region wrote is copied to its bucket, by the pipeline's role. */
  async #copy(artifact: StoredArtifact, region: string): Promise<void> {
    const [from = this.scope.region] = artifact.versions.keys();
    const { sessions } = this.scope;
    const { roleArn, name } = this.declaration;
    const session = await sessions.openForService(this.scope, roleArn, "codepipeline.amazonaws.com", name);
    const bytes = await this.#read(session, from, artifact);
    const { bucket, key, encryptionKey } = this.#locationIn(region, artifact);
    try {
      const client = this.scope.as(session, region);
      artifact.versions.set(region, await putObject(client, { bucket, key }, bytes, encryptionKey));
    } catch (error) {
      throw bucketFailure(error, bucket);
    }
  }
}
