import { isBuildArgumentName } from "../github/workflow/build-script";
import {
  type DeployWorkflowProps,
  defaultTimeoutInMinutes,
  defaultWaitInMinutes,
} from "../github/workflow/workflow";
import { type Findings, found, none } from "./found";
import { duplicates, emptyList, emptyText, outOfRange, unresolvedToken } from "./value-errors";

// What a user reads about a workflow file.

/** What of the workflow's props is checked. The names of stack and branch are checked with those. */
export type WorkflowOptions = Omit<
  DeployWorkflowProps,
  "stack" | "branch" | "variablePrefix" | "identity" | "pinActions"
>;

/** Everything that is wrong with what a user chose of the workflow. */
export function workflowErrors(property: string, options: WorkflowOptions): Findings {
  const { fileName, workflowName, environment, audience, runsOn, dockerfile, context, platform } = options;
  const at = (key: string) => `${property}.${key}`;
  return [
    ...workflowFile(at("fileName"), fileName),
    ...labels(at("runsOn"), runsOn),
    ...[
      ...Object.entries({ workflowName, environment, audience }),
      ...Object.entries(options.buildArguments ?? {}).map(([name, value]) => [
        `buildArguments.${name}`,
        value,
      ]),
    ].flatMap(([key, value]) => (value === undefined ? none : workflowExpression(at(key ?? ""), value))),
    ...Object.keys(options.buildArguments ?? {}).flatMap((name) => argument(at("buildArguments"), name)),
    ...pathInRepository(at("dockerfile"), dockerfile),
    ...pathInRepository(at("context"), context),
    ...platformOfImage(at("platform"), platform),
    ...pathFilters(at("pathFilters"), options.pathFilters),
    ...minutes(property, options),
  ];
}

/** The settings are literal; an expression would be evaluated where the job's secrets are at hand. */
export function workflowExpression(property: string, got: string): Findings {
  if (!got.includes(`$${"{{"}`)) return unresolvedTokenOf(property, got);
  return found(
    "GITHUB-WORKFLOW-EXPRESSION",
    property,
    got,
    "holds the beginning of an expression of GitHub's",
    "text without ${{: settings are literal, and what GitHub shall evaluate stands in a workflow of your own",
  );
}

// `${` alone is text in a workflow.
const unresolvedTokenOf = (property: string, got: string): Findings =>
  got.includes("TfToken[") ? unresolvedToken(property, got) : none;

function labels(property: string, got: string | readonly string[] | undefined): Findings {
  if (got === undefined) return none;
  const all = typeof got === "string" ? [got] : got;
  return [
    ...emptyList(property, all, "the labels of a runner"),
    ...all.flatMap((label) => [
      ...emptyText(property, label, "the label of a runner, such as ubuntu-latest"),
      ...workflowExpression(property, label),
    ]),
    ...duplicates(property, all, "names a label"),
  ];
}

function argument(property: string, name: string): Findings {
  return isBuildArgumentName(name)
    ? none
    : found(
        "GITHUB-BUILD-ARGUMENT-NAME",
        property,
        name,
        "has a name that cannot be a variable's",
        "letters, digits and _, no digit first (Dockerfile reference: ARG)",
      );
}

function workflowFile(property: string, got: string): Findings {
  return /^\.github\/workflows\/[\w.-]+\.ya?ml$/.test(got)
    ? none
    : found(
        "GITHUB-WORKFLOW-FILE",
        property,
        got,
        "is not where GitHub looks for workflows",
        ".github/workflows/<name>.yml, in no folder below (GitHub Docs: Workflow syntax)",
      );
}

function pathInRepository(property: string, got: string | undefined): Findings {
  if (got === undefined) return none;
  const fits = /^(?![/-])[^\\:\p{Cc}]+$/u.test(got) && !got.split("/").includes("..");
  const wrong = fits
    ? none
    : found(
        "GITHUB-WORKFLOW-PATH",
        property,
        got,
        "is not a path in the repository",
        "a path with slashes, from the repository's root, that leads nowhere else",
      );
  return [...wrong, ...workflowExpression(property, got)];
}

function platformOfImage(property: string, got: string | undefined): Findings {
  return got === undefined || /^[a-z0-9]+\/[a-z0-9]+(\/[a-z0-9.]+)?$/.test(got)
    ? none
    : found(
        "GITHUB-WORKFLOW-PLATFORM",
        property,
        got,
        "is not one platform",
        "linux/amd64 or linux/arm64 (docker build --platform)",
      );
}

function pathFilters(property: string, got: readonly string[] | undefined): Findings {
  if (got === undefined) return none;
  const excludesOnly = got.length > 0 && got.every((pattern) => pattern.startsWith("!"));
  return [
    ...emptyList(property, got, "at least one pattern, such as app/**"),
    ...got.flatMap((pattern) => [
      ...emptyText(property, pattern, "a pattern, such as app/**"),
      ...workflowExpression(property, pattern),
    ]),
    ...(excludesOnly
      ? found(
          "GITHUB-PATH-FILTERS",
          property,
          got,
          "excludes files and includes none, so that no push starts the workflow",
          "a pattern without ! first, such as ** (GitHub Docs: Workflow syntax)",
        )
      : none),
  ];
}

const jobMinutes = { min: 1, max: 360, unit: "minutes" };

function minutes(property: string, { timeoutInMinutes, waitInMinutes }: WorkflowOptions): Findings {
  const [job, wait] = [timeoutInMinutes ?? defaultTimeoutInMinutes, waitInMinutes ?? defaultWaitInMinutes];
  const impossible = [
    ...outOfRange(`${property}.timeoutInMinutes`, timeoutInMinutes, {
      ...jobMinutes,
      source: "GitHub Docs: Actions limits",
    }),
    ...outOfRange(`${property}.waitInMinutes`, waitInMinutes, {
      ...jobMinutes,
      source: "amazon-ecs-deploy-task-definition: wait-for-minutes",
    }),
  ];
  // What is no time at all is not compared.
  if (impossible.length > 0 || wait < job) return impossible;
  return found(
    "GITHUB-WORKFLOW-WAIT",
    `${property}.waitInMinutes`,
    wait,
    `is as long as the whole job may take, ${job} minutes: GitHub would end it in the middle of a deployment`,
    "fewer minutes, or a longer timeoutInMinutes",
  );
}
