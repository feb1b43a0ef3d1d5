import { expect, it } from "vitest";
import { runningImages } from "../../../../local/aws/local-ecs-service";
import { conclusions, jobNamed, told } from "../../../support/workflow-runs";
import { onLocalAws } from "../../local-aws/on-local-aws";
import { deployPolicy, readyToDeploy } from "./deployer";
import { value } from "./jobs";

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
        run: aws s3 cp "s3://\${{ vars.TASK_DEFINITION_BUCKET }}/task-definition.json" task-definition.json
      - name: Render
        id: render
        uses: aws-actions/amazon-ecs-render-task-definition@v1
        with:
          task-definition: task-definition.json
          container-name: \${{ vars.ECS_CONTAINER }}
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

onLocalAws(
  "the deploy job of a workflow",
  (newAccount, behind) => {
    const ready = ({ workflow = WORKFLOW, without = "", environment = "" } = {}) =>
      readyToDeploy(newAccount(), behind, { workflow, without, environment });

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

    it("is the environment that it names, to the role that trusts that, and not its branch", async () => {
      const inEnvironment = WORKFLOW.replace("timeout-minutes: 60", "environment: production");
      const { project, files } = await ready({ workflow: inEnvironment, environment: "production" });
      const run = await project.run(undefined);
      expect(run.conclusion, told(run)).toBe("success");
      await project.commit({ ...files, ".github/workflows/deploy.yml": WORKFLOW });
      expect(conclusions(await project.run(undefined), "deploy").Credentials).toBe("failure");
    });

    it("checks nothing out where its token may not read the repository", async () => {
      const { project } = await ready({ workflow: WORKFLOW.replace("contents: read", "packages: read") });
      const [checkout] = jobNamed(await project.run(undefined), "deploy").steps;
      expect(checkout?.log.at(-1)).toMatch(/^##\[error\]remote: Repository not found/);
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
        workflow: WORKFLOW.replace(value("vars.ECS_CONTAINER"), "other"),
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
      const key = await project.useKeyOf(account, "github", deployPolicy(account));
      const run = await project.run(undefined);
      expect(run.conclusion, told(run)).toBe("success");
      expect(told(run)).not.toContain(key);
    });

    it("is held by what the user of the access key may do", async () => {
      const { account, project } = await ready({ workflow: WITH_KEYS });
      await project.useKeyOf(account, "github", deployPolicy(account, "login"));
      const run = await project.run(undefined);
      expect(conclusions(run, "deploy")).toMatchObject({ Credentials: "success", "Log in": "failure" });
      expect(told(run)).toMatch(/user\/github is not authorized to perform: ecr:GetAuthorizationToken/);
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
