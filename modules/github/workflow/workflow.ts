import { visible } from "../../findings/visible";
import { actionPins, type PinActions, usesOf } from "./action-pins";
import { buildScript } from "./build-script";
import { workflowSecrets, workflowVariables } from "./variable-names";
import { literalYamlText, yamlText } from "./yaml-text";

/** How the workflow becomes somebody at AWS: by GitHub's OpenID Connect, or with the access key of an IAM user. */
type WorkflowIdentity = "oidc" | "access-key";

/** The audience that AWS's action asks GitHub's token for. */
export const defaultAudience = "sts.amazonaws.com";

/** What a user may choose of the workflow. */
export interface DeployWorkflowOptions {
  /** What GitHub shows. @default "Deploy <stack> to ECS" */
  readonly workflowName?: string;
  /** Labels of the runner. @default "ubuntu-latest" */
  readonly runsOn?: string | readonly string[];
  /** After how many minutes GitHub ends the job. The credentials of the role live as long, at least one hour. @default 60 */
  readonly timeoutInMinutes?: number;
  /** How many minutes a deployment may take until the service is stable. @default 30 */
  readonly waitInMinutes?: number;
  /** The Dockerfile, by its path in the repository. @default "Dockerfile" */
  readonly dockerfile?: string;
  /** The folder that the image is built of, by its path in the repository. @default "." */
  readonly context?: string;
  /** What the image is built for, such as `linux/arm64`. @default the runner's own */
  readonly platform?: string;
  /** Build arguments by their names. They stand in the workflow and in the image: no secrets. @default none */
  readonly buildArguments?: Readonly<Record<string, string>>;
  /** Only a push that changes one of these files starts the workflow, such as `app/**`. @default any push */
  readonly pathFilters?: readonly string[];
  /** Whether the tag `latest` follows, too; the repository's tags are mutable then. @default false */
  readonly pushLatest?: boolean;
  /** How actions are named: by `"commit"`, which nobody can move, or by `"major"`, which follows their releases. @default "commit" */
  readonly pinActions?: PinActions;
  /** Whether logs hide the ID of the AWS account. @default false */
  readonly maskAccountId?: boolean;
}

/** What the workflow is written from. */
export interface DeployWorkflowProps extends DeployWorkflowOptions {
  /** The stack whose settings these are. */
  readonly stack: string;
  /** Where the workflow lies in its repository. */
  readonly fileName: string;
  /** What the names of its variables and secrets start with: `variablePrefix` of the entry's name. */
  readonly variablePrefix: string;
  readonly branch: string;
  /** The GitHub environment that the job is of. @default none */
  readonly environment?: string;
  readonly identity: WorkflowIdentity;
  /** Of GitHub's token, as the trust of the role names it. @default "sts.amazonaws.com" */
  readonly audience?: string;
}

type Lines = readonly string[];

const indented = (lines: Lines, by: number): Lines =>
  lines.map((line) => (line === "" ? line : `${" ".repeat(by)}${line}`));

const expression = (text: string): string => `\${{ ${text} }}`;

const when = (holds: boolean, ...lines: Lines): Lines => (holds ? lines : []);

const list = (items: readonly string[]): Lines => items.map((item) => `- ${literalYamlText(item)}`);

/** After how many minutes the job ends, and how many a deployment may take. */
export const defaultTimeoutInMinutes = 60;
export const defaultWaitInMinutes = 30;
/** What AWS's action asks for, and what every role allows. */
const defaultSessionInSeconds = 3600;

/** How long a session of the workflow's role lasts: as long as the job may, at least an hour. */
export const sessionDurationInSeconds = ({
  timeoutInMinutes = defaultTimeoutInMinutes,
}: DeployWorkflowOptions): number => Math.max(timeoutInMinutes * 60, defaultSessionInSeconds);

/** Where a workflow lies unless its settings say otherwise. */
export const workflowFileName = (stack: string): string => `.github/workflows/deploy-${stack}.yml`;

/** The workflow file that builds, pushes and deploys an image: the same bytes for the same settings. */
export function deployWorkflow(props: DeployWorkflowProps): string {
  return [
    ...header(props),
    `name: ${literalYamlText(props.workflowName ?? `Deploy ${props.stack} to ECS`)}`,
    "",
    ...triggers(props),
    "",
    "# The job says what its token may do.",
    "permissions: {}",
    "",
    "# One release after the other, and none is cut short. Of those that wait GitHub keeps the newest.",
    "concurrency:",
    `  group: ${literalYamlText(`deploy-${props.stack}`)}`,
    "  cancel-in-progress: false",
    "",
    "jobs:",
    "  deploy:",
    ...indented(job(props), 4),
    "",
  ].join("\n");
}

function header({ stack, fileName }: DeployWorkflowProps): Lines {
  return [
    `Written from the settings of the stack ${JSON.stringify(stack)}. Change those, not this file, and write it again:`,
    `  npm run workflow -- ${stack} --output ${fileName}`,
  ].map((line) => `# ${visible(line)}`);
}

/** In a filter these are patterns. */
const escapedBranch = (branch: string): string => branch.replaceAll(/[*?+![\]\\]/g, (sign) => `\\${sign}`);

function triggers({ branch, pathFilters }: DeployWorkflowProps): Lines {
  return [
    "on:",
    "  push:",
    "    branches:",
    ...indented(list([escapedBranch(branch)]), 6),
    ...when(pathFilters !== undefined, "    paths:", ...indented(list(pathFilters ?? []), 6)),
    "  # By hand, to release the newest commit of the branch once more.",
    "  workflow_dispatch:",
  ];
}

function job(props: DeployWorkflowProps): Lines {
  const {
    branch,
    environment,
    runsOn = "ubuntu-latest",
    timeoutInMinutes = defaultTimeoutInMinutes,
    identity,
  } = props;
  // In an expression a quotation mark is doubled.
  const ref = `refs/heads/${branch}`.replaceAll("'", "''");
  return [
    "# Whoever runs it by hand chooses a branch: of any other than this one nothing is released.",
    `if: ${yamlText(`github.ref == '${ref}'`)}`,
    ...(typeof runsOn === "string"
      ? [`runs-on: ${literalYamlText(runsOn)}`]
      : ["runs-on:", ...indented(list(runsOn), 2)]),
    `timeout-minutes: ${timeoutInMinutes}`,
    ...(environment === undefined ? [] : [`environment: ${literalYamlText(environment)}`]),
    "permissions:",
    "  contents: read",
    ...when(
      identity === "oidc",
      "  # For the token that AWS gives the role's credentials for.",
      "  id-token: write",
    ),
    "defaults:",
    "  run:",
    "    # With pipefail, which the default shell has not.",
    "    shell: bash",
    "steps:",
    ...indented(steps(props), 2),
  ];
}

function steps(props: DeployWorkflowProps): Lines {
  return [
    checkout(props),
    credentials(props),
    ecrLogin(props),
    image(props),
    baseTaskDefinition(props),
    renderedTaskDefinition(props),
    deployment(props),
  ].flatMap(([first = "", ...rest], index) => [...when(index > 0, ""), `- ${first}`, ...indented(rest, 2)]);
}

const uses = (action: keyof typeof actionPins, { pinActions = "commit" }: DeployWorkflowProps): string =>
  `uses: ${usesOf(actionPins[action], pinActions)}`;

const variable = (
  held: keyof ReturnType<typeof workflowVariables>,
  { variablePrefix }: DeployWorkflowProps,
) => expression(`vars.${workflowVariables(variablePrefix)[held]}`);

const secret = (held: keyof ReturnType<typeof workflowSecrets>, { variablePrefix }: DeployWorkflowProps) =>
  expression(`secrets.${workflowSecrets(variablePrefix)[held]}`);

function checkout(props: DeployWorkflowProps): Lines {
  return [
    "name: Check out the commit",
    uses("checkout", props),
    "with:",
    "  # No later step talks to GitHub, so none needs its token.",
    "  persist-credentials: false",
  ];
}

function credentials(props: DeployWorkflowProps): Lines {
  const { identity, audience = defaultAudience, maskAccountId = false } = props;
  const seconds = sessionDurationInSeconds(props);
  return [
    "name: Get credentials of AWS",
    uses("credentials", props),
    "with:",
    `  aws-region: ${variable("region", props)}`,
    ...(identity === "oidc"
      ? [
          `  role-to-assume: ${variable("roleArn", props)}`,
          ...when(audience !== defaultAudience, `  audience: ${literalYamlText(audience)}`),
          ...when(
            seconds > defaultSessionInSeconds,
            "  # As long as the job may take; the role allows it.",
            `  role-duration-seconds: ${seconds}`,
          ),
        ]
      : [
          `  aws-access-key-id: ${secret("accessKeyId", props)}`,
          `  aws-secret-access-key: ${secret("secretAccessKey", props)}`,
        ]),
    ...when(maskAccountId, "  mask-aws-account-id: true"),
  ];
}

function ecrLogin(props: DeployWorkflowProps): Lines {
  return ["name: Log in to Amazon ECR", "id: ecr", uses("ecrLogin", props)];
}

function image(props: DeployWorkflowProps): Lines {
  const { dockerfile = "Dockerfile", context = ".", platform, buildArguments = {} } = props;
  const { script, argumentVariables } = buildScript(props);
  return [
    "name: Build and push the image of the commit",
    "id: image",
    "env:",
    `  REPOSITORY: ${expression("steps.ecr.outputs.registry")}/${variable("ecrRepository", props)}`,
    `  COMMIT: ${expression("github.sha")}`,
    `  DOCKERFILE: ${literalYamlText(dockerfile)}`,
    `  CONTEXT: ${literalYamlText(context)}`,
    ...(platform === undefined ? [] : [`  PLATFORM: ${literalYamlText(platform)}`]),
    ...argumentVariables.map(
      ([name, variableName]) => `  ${variableName}: ${literalYamlText(buildArguments[name] ?? "")}`,
    ),
    "run: |",
    ...indented(script, 2),
  ];
}

function baseTaskDefinition(props: DeployWorkflowProps): Lines {
  return [
    "name: Fetch the base of the task definition",
    "env:",
    `  BUCKET: ${variable("taskDefinitionBucket", props)}`,
    `  KEY: ${variable("taskDefinitionKey", props)}`,
    'run: aws s3 cp --no-progress "s3://$BUCKET/$KEY" "$RUNNER_TEMP/task-definition.json"',
  ];
}

function renderedTaskDefinition(props: DeployWorkflowProps): Lines {
  return [
    "name: Put the image into the task definition",
    "id: task-definition",
    uses("renderTaskDefinition", props),
    "with:",
    `  task-definition: ${expression("runner.temp")}/task-definition.json`,
    `  container-name: ${variable("container", props)}`,
    `  image: ${expression("steps.image.outputs.image")}`,
  ];
}

function deployment(props: DeployWorkflowProps): Lines {
  const { waitInMinutes = defaultWaitInMinutes } = props;
  return [
    "name: Deploy, and wait until the service is stable",
    uses("deployTaskDefinition", props),
    "with:",
    `  task-definition: ${expression("steps.task-definition.outputs.task-definition")}`,
    `  cluster: ${variable("cluster", props)}`,
    `  service: ${variable("service", props)}`,
    "  wait-for-service-stability: true",
    `  wait-for-minutes: ${waitInMinutes}`,
  ];
}
