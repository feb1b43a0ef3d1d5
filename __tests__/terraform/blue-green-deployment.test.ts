import { expect, it } from "vitest";
import { LocalAccount } from "../../local/aws/local-account";
import { LocalDeployment } from "../../local/aws/local-deployments";
import { runningImages } from "../../local/aws/local-ecs-service";
import { BlueGreenResources } from "../support/blue-green-resources";
import { onTheBench, theBench } from "../support/on-the-bench";
import { openWorkspace } from "../support/open-workspace";
import { synthesizeStack } from "../support/synthesize";

onTheBench("a blue/green deployment", () => {
  it("leaves nothing to change where Terraform ignores what it changed", async () => {
    const bench = theBench();
    const account = new LocalAccount(bench.awsEndpoint, "100000000071");
    const workspace = await openWorkspace(
      bench,
      account,
      synthesizeStack((app) => new BlueGreenResources(app)),
    );
    const before = await account.resources();
    const expectClean = async () => {
      const { hasChanges, stdout } = await workspace.plan();
      expect(hasChanges, stdout).toBe(false);
    };
    try {
      await workspace.init();
      await workspace.apply();
      await expectClean();
      const deployment = await deployImage(account, "green:1");
      expect(await deployment.rest()).toMatchObject({ reason: "traffic" });
      await expectClean();
      const steps = [];
      for (let rest = await deployment.rest(); rest.reason !== "over"; rest = await deployment.rest()) {
        steps.push((await deployment.traffic()).at(-1)?.weights.green);
        await account.passTime({ minutes: rest.reason === "traffic" ? 1 : 5 });
      }
      expect(steps).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
      expect(await deployment.status()).toBe("Succeeded");
      expect(await runningImages(account, "cluster", "service")).toMatchObject({
        service: { image: "green:1" },
      });
      await expectClean();
      await workspace.destroy();
      const left = (await account.resources()).filter((arn) => !arn.includes(":task-definition/"));
      expect(left).toEqual(before);
    } finally {
      await workspace.close();
    }
  });
});

async function deployImage(account: LocalAccount, image: string): Promise<LocalDeployment> {
  const { taskDefinition } = (await account.call("ecs", "RegisterTaskDefinition", {
    family: "service",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    cpu: "256",
    memory: "512",
    containerDefinitions: [{ name: "service", image, portMappings: [{ containerPort: 80 }] }],
  })) as { taskDefinition: { taskDefinitionArn: string } };
  const Properties = {
    TaskDefinition: taskDefinition.taskDefinitionArn,
    LoadBalancerInfo: { ContainerName: "service", ContainerPort: 80 },
  };
  const content = JSON.stringify({
    version: 0.0,
    Resources: [{ TargetService: { Type: "AWS::ECS::Service", Properties } }],
  });
  const { deploymentId } = (await account.call("codedeploy", "CreateDeployment", {
    applicationName: "application",
    deploymentGroupName: "group",
    revision: { revisionType: "AppSpecContent", appSpecContent: { content } },
  })) as { deploymentId: string };
  return new LocalDeployment(account, deploymentId);
}
