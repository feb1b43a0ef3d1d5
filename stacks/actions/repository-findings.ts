import { nameRules } from "../../modules/aws/name-rules";
import type { Finding } from "../../modules/findings/finding";
import { invalidName } from "../../modules/findings/value-errors";
import { githubUrlFindings } from "../../modules/github/github-url";
import { githubRepositoryFindings } from "../../modules/pipeline/sources/github-repository";
import type { DeployingRepositorySettings } from "../../settings/schema/deploying-repository";

/** What GitHub would refuse in the repository that deploys. */
export function repositoryFindings(github: DeployingRepositorySettings): readonly Finding[] {
  return [
    ...githubRepositoryFindings(github).map((finding) => ({
      ...finding,
      property: `github.${finding.property}`,
    })),
    ...invalidName("github.environment", github.environment, nameRules.githubEnvironment),
    ...githubUrlFindings("github.githubUrl", github.githubUrl),
  ];
}
