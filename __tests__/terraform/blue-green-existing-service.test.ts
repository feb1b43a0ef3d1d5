import { afterAll, beforeAll, expect, it } from "vitest";
import { tasksRun } from "../../local/aws/local-containers";
import { latestDeployment } from "../../local/aws/local-deployments";
import { runningImages } from "../../local/aws/local-ecs-service";
import { createNetwork } from "../../local/aws/local-network";
import { ecrPushBlueGreen, madeShiftedService } from "../support/minimal-entries";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { releasedToTheEnd } from "../support/shifted-release";
import { synthesize } from "../support/synthesize";

const name = "shop-staging";
const own = "shop-own";

// The team's task definition names its roles, its log groups and six parameters, as `describe-task-definition` answered it.
const existing = ecrPushBlueGreen({
  stack: name,
  name,
  images: [
    { containerName: "app", imageRepository: { existingRepository: "shop/app" }, imageTag: "staging" },
    { containerName: "proxy", imageRepository: { existingRepository: "shop/proxy" }, imageTag: "staging" },
  ],
  artifactStore: { existingBucket: `${name}-artifacts` },
  definitions: {
    bucket: `${name}-definitions`,
    taskDefinitionFile: "__tests__/support/task-definitions/described-fargate.json",
  },
  service: {
    clusterName: name,
    serviceName: name,
    containerName: "proxy",
    containerPort: 80,
    loadBalancer: {
      loadBalancerName: name,
      productionPort: 443,
      testPort: 8443,
      targetGroups: [`${name}-blue`, `${name}-green`],
    },
  },
  migration: { command: ["bundle", "exec", "rails", "db:migrate"] },
  deployment: { terminationWaitTimeInMinutes: 0 },
});

const made = madeShiftedService(own, "53");
const { vpcId = "", subnets = [] } = made.create ?? {};
// The team's log groups are those of the task definition, and stay.
const ours = { ...existing, service: { ...made, create: { vpcId, subnets, existingLogGroups: true } } };

onTheBench("a blue/green release to a service that a team runs already", () => {
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await Deployment.open("123456789012", existing);
    await deployment.workspace.init();
    await deployment.workspace.apply();
  });
  afterAll(async () => deployment?.workspace.close());

  async function release(cluster: string): Promise<void> {
    const { account } = deployment;
    const proxy = await account.pushImage({ repository: "shop/proxy", tag: "staging" });
    const app = await account.pushImage({ repository: "shop/app", tag: "staging" });
    const run = await account.attachToLatest(name);
    expect(await releasedToTheEnd(account, run)).toBe("Succeeded");
    expect(await runningImages(account, cluster, cluster)).toMatchObject({
      app: { digest: app.digest },
      proxy: { digest: proxy.digest },
    });
  }

  it("migrates with the service's secrets and roles, and shifts the service", async () => {
    await release(name);
    const [migrated] = await tasksRun(deployment.account);
    expect(migrated?.containers).toMatchObject([
      { name: "app", command: ["bundle", "exec", "rails", "db:migrate"], exitCode: 0 },
    ]);
    expect(migrated?.containers[0]?.secrets).toHaveLength(6);
    const shift = await latestDeployment(deployment.account, name, name);
    expect((await shift.traffic()).map(({ listener }) => listener)).toEqual(["test", "production"]);
    expect(await deployment.changes()).toBe("");
  });

  it("goes on with a service of ours, and destroys nothing for it", async () => {
    await createNetwork(deployment.account, { vpcId, subnetIds: subnets });
    expect(await deployment.applyChanged(synthesize(ours))).toEqual([]);
    expect(await deployment.changes()).toBe("");
    await release(own);
    expect(await deployment.changes()).toBe("");
  });

  it("leaves the team's service alone when it is destroyed", async () => {
    await deployment.destroy();
    expect((await deployment.leftOver()).filter((resource) => !/vpc|subnet/i.test(resource))).toEqual([]);
  });
});
