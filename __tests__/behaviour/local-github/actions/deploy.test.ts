import { expect, it } from "vitest";
import { createEcsService, runningImages } from "../../../../local/aws/local-ecs-service";
import { onLocalAws, type TestAccount } from "../../local-aws/on-local-aws";
import { allow, policyOf } from "../../local-aws/roles";
import { conclusions, jobNamed, Project, told, value } from "./jobs";

const ISSUER = "token.actions.githubusercontent.com";

const WORKFLOW = `
name: Deploy
on:
  push:
    branches: [main]
permissions:
  contents: read
  id-token: write
concurrency:
  group: deploy-\${{ github.ref }}
env:
  IMAGE: \${{ vars.ECR_REPOSITORY }}
jobs:
  deploy:
    runs-on: ubuntu-latest
    timeout-minutes: 60
    defaults:
      run:
        shell: bash
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
      - name: Credentials
        uses: aws-actions/configure-aws-credentials@v6
        with:
          role-to-assume: \${{ vars.AWS_ROLE_ARN }}
          aws-region: \${{ vars.AWS_REGION }}
          role-session-name: deploy-\${{ github.run_id }}
      - name: Log in
        id: registry
        uses: aws-actions/amazon-ecr-login@v2
      - name: Push
        id: push
        env:
          REGISTRY: \${{ steps.registry.outputs.registry }}
          TAG: \${{ github.sha }}
        run: |
          docker build -t "$REGISTRY/$IMAGE:$TAG" .
          docker push "$REGISTRY/$IMAGE:$TAG"
          echo "image=$REGISTRY/$IMAGE:$TAG" >> "$GITHUB_OUTPUT"
      - name: Fetch
        run: aws s3 cp "s3://\${{ vars.BUCKET }}/task-definition.json" task-definition.json
      - name: Render
        id: render
        uses: aws-actions/amazon-ecs-render-task-definition@v1
        with:
          task-definition: task-definition.json
          container-name: \${{ vars.CONTAINER }}
          image: \${{ steps.push.outputs.image }}
          environment-variables: |
            VERSION=\${{ github.sha }}
      - name: Deploy
        uses: aws-actions/amazon-ecs-deploy-task-definition@v2
        with:
          task-definition: \${{ steps.render.outputs.task-definition }}
          cluster: main
          service: app
          wait-for-service-stability: true
          wait-for-minutes: 10
`;

const WITH_KEYS = WORKFLOW.replace(
  `role-to-assume: ${value("vars.AWS_ROLE_ARN")}`,
  `aws-access-key-id: ${value("secrets.AWS_ACCESS_KEY_ID")}
          aws-secret-access-key: ${value("secrets.AWS_SECRET_ACCESS_KEY")}`,
)
  .replace(/ +role-session-name.*\n/, "")
  .replace("  id-token: write\n", "");

const WITHOUT_IMAGE = WORKFLOW.replace(
  `image: ${value("steps.push.outputs.image")}`,
  `image: ${value("steps.registry.outputs.registry")}/team/app:missing`,
);

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

onLocalAws(
  "the deploy job of a workflow",
  (newAccount, behind) => {
    /** A service, a repository of images, the base definition, and a role that trusts the main branch. */
    const ready = async ({ without = "", workflow = WORKFLOW, account = newAccount() } = {}) => {
      const project = new Project(account, behind);
      await account.createImageRepository("team/app");
      await createEcsService(account, { cluster: "main", service: "app", container: "web" });
      const bucket = `${account.accountId}-definitions`;
      await account.createBucket(bucket);
      const { taskDefinition } = (await account.call("ecs", "DescribeTaskDefinition", {
        taskDefinition: "app",
      })) as { taskDefinition: object };
      await account.send("s3", "PUT", `/${bucket}/task-definition.json`, JSON.stringify(taskDefinition));
      const variables = {
        AWS_ROLE_ARN: await createRole(account, project, without),
        AWS_REGION: account.region,
        ECR_REPOSITORY: "team/app",
        BUCKET: bucket,
        CONTAINER: "web",
      };
      for (const [name, value] of Object.entries(variables)) await project.setVariable(name, value);
      const files = {
        Dockerfile: "FROM alpine:3\nCOPY app /\n",
        app: "hello",
        ".github/workflows/deploy.yml": workflow,
      };
      const { sha } = await project.commit(files);
      return { account, project, sha, bucket, files };
    };

    const createRole = async (account: TestAccount, project: Project, without: string) => {
      await account.client.query("iam", "CreateOpenIDConnectProvider", {
        Url: `https://${ISSUER}`,
        "ClientIDList.member.1": "sts.amazonaws.com",
        "ThumbprintList.member.1": "a".repeat(40),
      });
      const subject = `repo:shop/${project.name}:ref:refs/heads/main`;
      await account.client.query("iam", "CreateRole", {
        RoleName: "deployer",
        AssumeRolePolicyDocument: policyOf({
          Effect: "Allow",
          Principal: { Federated: `arn:aws:iam::${account.accountId}:oidc-provider/${ISSUER}` },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: { StringEquals: { [`${ISSUER}:aud`]: "sts.amazonaws.com", [`${ISSUER}:sub`]: subject } },
        }),
      });
      await account.client.query("iam", "PutRolePolicy", {
        RoleName: "deployer",
        PolicyName: "deploy",
        PolicyDocument: documentOf(account, without),
      });
      return `arn:aws:iam::${account.accountId}:role/deployer`;
    };

    const documentOf = (account: TestAccount, without = "") =>
      policyOf(
        ...Object.entries(statements(account))
          .filter(([name]) => name !== without)
          .map(([, statement]) => statement),
      );

    it("pushes the image of the commit, and the service runs it", async () => {
      const { account, project, sha } = await ready();
      const run = await project.run(undefined);
      expect(run.conclusion, told(run)).toBe("success");
      expect(run.concurrency).toEqual({ group: "deploy-refs/heads/main", cancelInProgress: false });
      expect(Object.keys(conclusions(run, "deploy"))).toEqual([
        "Run actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1",
        "Credentials",
        "Log in",
        "Push",
        "Fetch",
        "Render",
        "Deploy",
        "Post Log in",
        "Post Credentials",
        "Post Run actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1",
      ]);
      const images = await account.call("ecr", "DescribeImages", { repositoryName: "team/app" });
      const [{ imageDigest } = { imageDigest: "" }] = (images as { imageDetails: { imageDigest: string }[] })
        .imageDetails;
      const registry = `${account.accountId}.dkr.ecr.${account.region}.amazonaws.com`;
      expect(await runningImages(account, "main", "app")).toEqual({
        web: { image: `${registry}/team/app:${sha}`, digest: imageDigest },
      });
      const deployed = await account.call("ecs", "DescribeTaskDefinition", { taskDefinition: "app" });
      expect(deployed).toMatchObject({
        taskDefinition: { containerDefinitions: [{ environment: [{ name: "VERSION", value: sha }] }] },
      });
    });

    it("uses what its role may do, all of it but what only a pull needs", async () => {
      const { account, project } = await ready();
      await project.run(undefined);
      const unused = (await account.grants("deployer")).filter(({ used }) => !used);
      expect(unused.map(({ action }) => action)).toEqual(["ecr:GetDownloadUrlForLayer"]);
    });

    it("is refused the role from another branch than the one that the role trusts", async () => {
      const { project, files } = await ready();
      await project.commit(files, "feature");
      const run = await project.run(undefined, { branch: "feature" });
      const [, credentials, login] = jobNamed(run, "deploy").steps;
      expect(run.conclusion).toBe("failure");
      expect(credentials?.log).toContain(
        "##[error]Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity",
      );
      expect(login?.conclusion).toBe("skipped");
    });

    it("gets no token of OIDC without the permission for it", async () => {
      const { project } = await ready({ workflow: WORKFLOW.replace("  id-token: write\n", "") });
      const [, credentials] = jobNamed(await project.run(undefined), "deploy").steps;
      expect(credentials?.conclusion).toBe("failure");
      expect(credentials?.log.join("\n")).toMatch(
        /id-token: write[\s\S]*Credentials could not be loaded.*Could not load credentials from any providers/,
      );
    });

    it.each([
      ["login", "Log in", "ecr:GetAuthorizationToken"],
      ["push", "Push", "ecr:InitiateLayerUpload|ecr:BatchCheckLayerAvailability"],
      ["fetch", "Fetch", "Forbidden|403"],
      ["register", "Deploy", "Failed to register task definition in ECS: .*ecs:RegisterTaskDefinition"],
      ["pass", "Deploy", "iam:PassRole"],
      ["update", "Deploy", "ecs:DescribeServices"],
    ])("fails at the step that needs it where its role lacks %s", async (without, step, words) => {
      const { project } = await ready({ without });
      const run = await project.run(undefined);
      const failed = jobNamed(run, "deploy").steps.filter(({ conclusion }) => conclusion === "failure");
      expect(
        failed.map(({ name }) => name),
        told(run),
      ).toEqual([step]);
      expect(failed[0]?.log.join("\n")).toMatch(new RegExp(words));
    });

    it("fails on a container that the task definition does not have", async () => {
      const { project } = await ready({
        workflow: WORKFLOW.replace(value("vars.CONTAINER"), "other"),
      });
      const run = await project.run(undefined);
      const render = jobNamed(run, "deploy").steps.find(({ name }) => name === "Render");
      expect(render?.log).toContain(
        "##[error]Invalid task definition: Could not find container definition with matching name",
      );
      expect(conclusions(run, "deploy")).toMatchObject({ Deploy: "skipped", "Post Log in": "success" });
    });

    it("waits for a stable service no longer than it is told, by the account's clock", async () => {
      const { account, project } = await ready({ workflow: WITHOUT_IMAGE });
      const running = project.run(undefined);
      const started = async () => {
        const answer = await account.call("ecs", "DescribeServices", { cluster: "main", services: ["app"] });
        return (answer as { services: { deployments: object[] }[] }).services[0]?.deployments.length === 2;
      };
      while (!(await started())) await new Promise((resolve) => setTimeout(resolve, 50));
      await new Promise((resolve) => setTimeout(resolve, 500));
      await account.passTime({ minutes: 10 });
      const deploy = jobNamed(await running, "deploy").steps.find(({ name }) => name === "Deploy");
      expect(deploy?.log.at(-1)).toBe('##[error]{"state":"TIMEOUT","reason":"Waiter has timed out"}');
    });

    it("works with the access key of a user, which no log shows", async () => {
      const { account, project } = await ready({ workflow: WITH_KEYS });
      await account.client.query("iam", "CreateUser", { UserName: "github" });
      await account.client.query("iam", "PutUserPolicy", {
        UserName: "github",
        PolicyName: "deploy",
        PolicyDocument: documentOf(account),
      });
      const xml = await account.client.query("iam", "CreateAccessKey", { UserName: "github" });
      const text = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(xml)?.[1] ?? "";
      await project.setSecret("AWS_ACCESS_KEY_ID", text("AccessKeyId"));
      await project.setSecret("AWS_SECRET_ACCESS_KEY", text("SecretAccessKey"));
      const run = await project.run(undefined);
      expect(run.conclusion, told(run)).toBe("success");
      expect(told(run)).not.toContain(text("AccessKeyId"));
    });

    it("fails when ECS takes its deployment back", async () => {
      const { account, project } = await ready({ workflow: WITHOUT_IMAGE });
      await account.call("ecs", "UpdateService", {
        cluster: "main",
        service: "app",
        deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
      });
      const running = project.run(undefined);
      const ends = { over: false };
      void running.finally(() => {
        ends.over = true;
      });
      while (!ends.over) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        await account.passTime({ minutes: 0.05 });
      }
      const run = await running;
      const deploy = jobNamed(run, "deploy").steps.find(({ name }) => name === "Deploy");
      expect(deploy?.log.at(-1), told(run)).toMatch(
        /^##\[error\]Deployment .* not found after stabilization/,
      );
    });
  },
  ["bash"],
);
