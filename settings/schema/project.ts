import { type AssumeRoleSettings, assumeRoleSchema } from "./assume-role";
import { type BackendSettings, backendSchema } from "./backend";
import { optional, strict, string, stringMap, strings } from "./types";

/** What holds for all pipelines of the project. */
export interface ProjectSettings {
  /** AWS Region, such as `ap-northeast-1`. */
  readonly region: string;
  /** Tags of every resource that AWS can tag. @default none */
  readonly defaultTags?: Readonly<Record<string, string>>;
  /** The accounts, 12 digits each, that Terraform may touch. @default any */
  readonly allowedAccountIds?: readonly string[];
  /** The role that Terraform works as. @default none: Terraform's own credentials */
  readonly assumeRole?: AssumeRoleSettings;
  /** Where Terraform keeps its state. @default local files */
  readonly backend?: BackendSettings;
}

export const projectSchema = strict<ProjectSettings>()({
  region: string,
  defaultTags: optional(stringMap),
  allowedAccountIds: optional(strings),
  assumeRole: optional(assumeRoleSchema),
  backend: optional(backendSchema),
});
