import type { Finding } from "../../modules/findings/finding";
import { invalidRegion } from "../../modules/findings/value-errors";
import { assumedRoleFindings } from "../../modules/iam/assumed-role";
import type { ProjectSettings } from "../schema/project";
import { accountFindings } from "./accounts";
import { backendFindings } from "./backend";
import { tagFindings } from "./tags";

/** Everything that AWS or Terraform would refuse in the settings of the project. */
export function projectFindings(project: ProjectSettings): readonly Finding[] {
  const { region, defaultTags, allowedAccountIds, assumeRole, backend } = project;
  return [
    ...invalidRegion("project.region", region),
    ...(defaultTags ? tagFindings("project", defaultTags) : []),
    ...accountFindings("project", project),
    ...assumedRoleFindings("project.assumeRole", assumeRole, allowedAccountIds),
    ...(backend ? backendFindings(backend) : []),
  ];
}
