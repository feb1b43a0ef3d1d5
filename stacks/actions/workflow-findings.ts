import { nameRules } from "../../modules/aws/name-rules";
import type { Finding } from "../../modules/findings/finding";
import { invalidBuildArgument, invalidWorkflowFile } from "../../modules/findings/github-actions-errors";
import {
  duplicates,
  emptyList,
  emptyText,
  invalidName,
  outOfRange,
} from "../../modules/findings/value-errors";
import { githubUrlFindings } from "../../modules/github/github-url";
import { isBuildArgumentName } from "../../modules/github/workflow/build-script";
import { githubRepositoryFindings } from "../../modules/pipeline/sources/github-repository";
import type { DeployingRepositorySettings } from "../../settings/schema/deploying-repository";
import type { WorkflowSettings } from "../../settings/schema/workflow";

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

// A role's session lasts 12 hours at the most (IAM: Update the maximum session duration for a role).
const longestJob = 720;

/** What GitHub, Docker or the shell would refuse in a workflow. */
export function workflowFindings(workflow: WorkflowSettings): readonly Finding[] {
  const { fileName, runsOn, timeoutInMinutes, waitInMinutes, pathFilters, buildArguments = {} } = workflow;
  const labels = typeof runsOn === "string" ? [runsOn] : runsOn;
  const texts = ["workflowName", "commitMessage", "dockerfile", "context", "platform"] as const;
  return [
    ...(fileName === undefined ? [] : invalidWorkflowFile("workflow.fileName", fileName)),
    ...emptyList("workflow.runsOn", labels, "at least one label"),
    ...(labels ?? []).flatMap((label) => emptyText("workflow.runsOn", label, "a label of a runner")),
    ...outOfRange("workflow.timeoutInMinutes", timeoutInMinutes, {
      min: 1,
      max: longestJob,
      unit: "minutes",
      source: "IAM: Update the maximum session duration for a role",
    }),
    ...outOfRange("workflow.waitInMinutes", waitInMinutes, {
      min: 1,
      max: Math.min(timeoutInMinutes ?? 60, 360),
      unit: "minutes",
      source: "the job's own time, and what the deploy action waits at most: 6 hours",
    }),
    ...emptyList(
      "workflow.pathFilters",
      pathFilters,
      "at least one pattern, or no `pathFilters` for any push",
    ),
    ...duplicates("workflow.pathFilters", pathFilters ?? [], "name a pattern"),
    ...Object.keys(buildArguments)
      .filter((name) => !isBuildArgumentName(name))
      .flatMap((name) => invalidBuildArgument("workflow.buildArguments", name)),
    ...texts.flatMap((key) => {
      const text = workflow[key];
      return text === undefined ? [] : emptyText(`workflow.${key}`, text, "a text, or none for the default");
    }),
  ];
}
