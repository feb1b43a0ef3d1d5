import type { RoleSession } from "../../iam/role-session";
import {
  type ActionArtifacts,
  ActionFailure,
  type ArtifactFiles,
  type ArtifactLocation,
} from "../actions/action-provider";
import type { ActionDeclaration } from "../pipeline-declaration";
import { newArtifactKey } from "./artifact-key";
import { unzipFiles, zipFiles } from "./artifact-zip";
import type { ExecutionArtifacts } from "./execution-artifacts";
import type { StoredArtifact } from "./stored-artifact";

/** One run of an action, as far as its artifacts see it. */
export interface ActionRun {
  readonly action: ActionDeclaration;
  readonly session: RoleSession;
  readonly region: string;
}

/** The artifacts that one run of an action reads and writes, in its region and as its role. */
export class ArtifactsOfAction implements ActionArtifacts {
  readonly #outputs: ReadonlyMap<string, StoredArtifact>;

  constructor(
    private readonly all: ExecutionArtifacts,
    pipelineName: string,
    private readonly run: ActionRun,
  ) {
    const { action, region } = run;
    this.#outputs = new Map(
      action.outputArtifacts.map(({ name }) => {
        const versions = new Map([[region, undefined]]);
        return [name, { key: newArtifactKey(pipelineName, name), madeBy: action.name, versions }];
      }),
    );
  }

  async read(name: string): Promise<ArtifactFiles> {
    const { bucket, key } = await this.bring(name);
    const files = unzipFiles(await this.#bytes(name));
    if (files !== undefined) return files;
    throw new ActionFailure(
      "ConfigurationError",
      `The artifact ${name} at ${bucket}/${key} is not a ZIP file`,
    );
  }

  async sizeOf(name: string): Promise<number> {
    await this.bring(name);
    return (await this.#bytes(name)).length;
  }

  write(name: string, files: ArtifactFiles): Promise<void> {
    return this.writeBytes(name, zipFiles(files));
  }

  async writeBytes(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const { session, region } = this.run;
    await this.all.write(session, region, this.#output(name), bytes);
  }

  locationOf(name: string): ArtifactLocation {
    const artifact = this.#outputs.has(name) ? this.#output(name) : this.all.made(name);
    return this.all.locationIn(this.run.region, artifact);
  }

  async bring(name: string): Promise<ArtifactLocation> {
    await this.all.bring(this.all.made(name), this.run.region);
    return this.locationOf(name);
  }

  makerOf(name: string): string {
    return this.all.made(name).madeBy;
  }

  #bytes(name: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.all.read(this.run.session, this.run.region, this.all.made(name));
  }

  // Whoever asks for it is about to write it.
  #output(name: string): StoredArtifact {
    const artifact = this.#outputs.get(name);
    if (artifact === undefined)
      throw new Error(`The action ${this.run.action.name} has no output artifact ${name}`);
    this.all.keep(name, artifact);
    return artifact;
  }
}
