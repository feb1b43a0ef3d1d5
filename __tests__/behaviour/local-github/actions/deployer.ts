import { createEcsService } from "../../../../local/aws/local-ecs-service";
import type { Behind, TestAccount } from "../../local-aws/on-local-aws";
import { allow, policyOf } from "../../local-aws/roles";
import { Project } from "./jobs";

const ISSUER = "token.actions.githubusercontent.com";

/** What a test wants otherwise. */
export interface DeployerSettings {
  readonly workflow: string;
  /** The statement that the role lacks. @default none */
  readonly without?: string;
  /** What the names of the variables start with. @default "" */
  readonly prefix?: string;
  /** The environment that the role trusts. @default the main branch */
  readonly environment?: string;
}

/** What the deploy job calls, by the statement's name, so that a test can take one away. */
function statements(account: TestAccount): Readonly<Record<string, object>> {
  const arn = (service: string, resource: string) => account.arn(service, resource);
  const role = (name: string) => `arn:aws:iam::${account.accountId}:role/${name}`;
  return {
    login: allow("ecr:GetAuthorizationToken", "*"),
    push: allow(
      [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:CompleteLayerUpload",
        "ecr:GetDownloadUrlForLayer",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ],
      arn("ecr", "repository/team/app"),
    ),
    fetch: allow("s3:GetObject", `arn:aws:s3:::${account.accountId}-definitions/task-definition.json`),
    register: allow("ecs:RegisterTaskDefinition", "*"),
    pass: allow("iam:PassRole", [role("app-execution"), role("app-task")], {
      Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    }),
    update: allow(["ecs:DescribeServices", "ecs:UpdateService"], arn("ecs", "service/main/app")),
  };
}

/** All of it, but for one statement. */
export function deployPolicy(account: TestAccount, without = ""): string {
  const kept = Object.entries(statements(account)).filter(([name]) => name !== without);
  return policyOf(...kept.map(([, statement]) => statement));
}

/** A service, a repository of images, the base definition, and a role that trusts the repository's workflow. */
export async function readyToDeploy(account: TestAccount, behind: Behind, settings: DeployerSettings) {
  const { workflow, prefix = "" } = settings;
  const project = new Project(account, behind);
  await account.createImageRepository("team/app");
  await createEcsService(account, { cluster: "main", service: "app", container: "web" });
  const bucket = `${account.accountId}-definitions`;
  const key = "task-definition.json";
  await account.createBucket(bucket);
  const answer = await account.call("ecs", "DescribeTaskDefinition", { taskDefinition: "app" });
  // As somebody uploads it who has described it: with keys that only AWS tells.
  const { taskDefinition } = answer as { taskDefinition: object };
  await account.send("s3", "PUT", `/${bucket}/${key}`, JSON.stringify(taskDefinition));
  const variables = {
    AWS_ROLE_ARN: await createRole(account, project, settings),
    AWS_REGION: account.region,
    ECR_REPOSITORY: "team/app",
    ECS_CLUSTER: "main",
    ECS_SERVICE: "app",
    ECS_CONTAINER: "web",
    TASK_DEFINITION_BUCKET: bucket,
    TASK_DEFINITION_KEY: key,
  };
  for (const [name, value] of Object.entries(variables)) await project.setVariable(`${prefix}${name}`, value);
  const files = {
    Dockerfile: "FROM alpine:3\nCOPY app /\n",
    app: "hello",
    ".github/workflows/deploy.yml": workflow,
  };
  const { sha } = await project.commit(files);
  return { account, project, sha, files };
}

async function createRole(
  account: TestAccount,
  project: Project,
  { without, environment }: DeployerSettings,
): Promise<string> {
  await account.client.query("iam", "CreateOpenIDConnectProvider", {
    Url: `https://${ISSUER}`,
    "ClientIDList.member.1": "sts.amazonaws.com",
    "ThumbprintList.member.1": "a".repeat(40),
  });
  const where = environment ? `environment:${environment}` : "ref:refs/heads/main";
  await account.client.query("iam", "CreateRole", {
    RoleName: "deployer",
    AssumeRolePolicyDocument: policyOf({
      Effect: "Allow",
      Principal: { Federated: `arn:aws:iam::${account.accountId}:oidc-provider/${ISSUER}` },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          [`${ISSUER}:aud`]: "sts.amazonaws.com",
          [`${ISSUER}:sub`]: `repo:shop/${project.name}:${where}`,
        },
      },
    }),
  });
  await account.client.query("iam", "PutRolePolicy", {
    RoleName: "deployer",
    PolicyName: "deploy",
    PolicyDocument: deployPolicy(account, without),
  });
  return `arn:aws:iam::${account.accountId}:role/deployer`;
}
