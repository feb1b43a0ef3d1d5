import { invalidRegion } from "../../modules/findings/errors";
import type { Finding } from "../../modules/findings/finding";
import type { ProjectSettings } from "../schema/project";
import { accountFindings } from "./accounts";
import { backendFindings } from "./backend";
import { tagFindings } from "./tags";

/** Everything that AWS or Terraform would refuse in the settings of the project. */
export function projectFindings(project: ProjectSettings): readonly Finding[] {
  const { region, defaultTags, allowedAccountIds, backend } = project;
  return [
    ...invalidRegion("project.region", region),
    ...(defaultTags ? tagFindings("project", defaultTags) : []),
    ...(allowedAccountIds ? accountFindings("project", allowedAccountIds) : []),
    ...(backend ? backendFindings(backend) : []),
  ];
}
