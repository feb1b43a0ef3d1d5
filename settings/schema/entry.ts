import { optional, text } from "./strict";

/** What every entry says, whatever its system. */
export interface EntrySettings {
  /** The stack's name, unique: its folder in `cdktf.out/stacks` and its state. */
  readonly stack: string;
  /** What the names of the entry's AWS resources start with. @default the stack's name */
  readonly name?: string;
  /** @default the project's `region` */
  readonly region?: string;
  /**
   * What the Terraform addresses of registry, build project and pipeline end in, as in `aws_codepipeline.example`.
   * Keep it once deployed: a new address makes Terraform destroy and create.
   * @default "example"
   */
  readonly address?: string;
}

export const entryKeys = {
  stack: text,
  name: optional(text),
  region: optional(text),
  address: optional(text),
};
