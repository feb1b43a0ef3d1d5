import type { DeployingRepository } from "../../modules/github/oidc-subject";
import { number, optional, strict, string } from "./types";

/** The repository on GitHub whose workflow deploys. */
export interface DeployingRepositorySettings extends DeployingRepository {
  /** Where GitHub is: `https://` and a host, such as `https://github.example.com`. @default "https://github.com" */
  readonly githubUrl?: string;
}

export const deployingRepositorySchema = strict<DeployingRepositorySettings>()({
  owner: string,
  repository: string,
  branch: string,
  environment: optional(string),
  ownerId: optional(number),
  repositoryId: optional(number),
  githubUrl: optional(string),
});
