import { afterAll, beforeAll, expect, it } from "vitest";
import { runningImages } from "../../local/aws/local-ecs-service";
import { ecrPushToEcs, madeService } from "../support/minimal-entries";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { synthesizeHcl } from "../support/synthesize";

const name = "made-service";

const entry = ecrPushToEcs({
  stack: name,
  name,
  artifactStore: { existingBucket: `${name}-artifacts` },
  service: {
    ...madeService,
    clusterName: name,
    serviceName: name,
    create: {
      ...madeService.create,
      vpcId: "vpc-00000000000000050",
      subnets: ["subnet-00000000000000501", "subnet-00000000000000502"],
    },
  },
});

// One deployment is walked from init to destroy: each test goes on where the one before it stopped.
onTheBench("a service that is made with the pipeline that releases it", () => {
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await Deployment.open("100000000050", entry);
    await deployment.workspace.init();
  });
  afterAll(async () => deployment?.workspace.close());

  const running = () => runningImages(deployment.account, name, name);

  it("is read whole in a first plan", async () => {
    expect(await deployment.unknownPolicies()).toEqual([]);
  });

  it("applies, and plans no changes after it, as JSON and as HCL", async () => {
    await deployment.workspace.apply();
    expect(await deployment.changes()).toBe("");
    expect(await deployment.changesAsHcl(synthesizeHcl(entry))).toBe("");
  });

  it("runs nothing as long as nothing is pushed", async () => {
    expect(await running()).toEqual({});
  });

  it("runs what is pushed, by its digest", async () => {
    const { digest } = await deployment.account.pushImage({ repository: name, tag: "latest", content: "1" });
    const run = await deployment.account.attachToLatest(name);
    await run.rest();
    expect(await run.status()).toBe("Succeeded");
    expect(await running()).toMatchObject({
      proxy: { digest },
      app: { image: "every-release-writes-its-own-here" },
    });
  });

  it("plans no changes after a deployment", async () => {
    expect(await deployment.changes()).toBe("");
  });

  it("leaves nothing in the account when it is destroyed", async () => {
    await deployment.destroy();
    expect(await deployment.leftOver()).toEqual([]);
  });
});
