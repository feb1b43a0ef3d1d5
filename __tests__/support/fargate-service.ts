import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import type { Construct } from "constructs";
import { FargateService, type FargateServiceProps } from "../../modules/ecs/fargate-service";
import { railsAndNginx } from "./rails-and-nginx";

export const network = {
  vpcId: "vpc-0123456789abcdef0",
  subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
} as const;

/** What reaches the service `shop`, blue/green. */
export const blueGreenTraffic = {
  containerName: "nginx",
  containerPort: 80,
  loadBalancerName: "shop",
  productionPort: 80,
  testPort: 8080,
  targetGroups: ["shop-blue", "shop-green"],
} as const;

/** A service on Fargate at the address `service`, with the least that is valid: nothing reaches it. */
export function fargateService(scope: Construct, changes: Partial<FargateServiceProps> = {}): FargateService {
  return new FargateService(scope, "service", {
    clusterName: "team",
    serviceName: "shop",
    taskDefinition: railsAndNginx,
    ...network,
    ...changes,
  });
}

/** The same behind a load balancer whose traffic CodeDeploy shifts, with images of repositories of the stack's own. */
export function blueGreenService(
  scope: Construct,
  changes: Partial<FargateServiceProps> = {},
): FargateService {
  const rails = new EcrRepository(scope, "rails", { name: "shop-rails" });
  return fargateService(scope, {
    deploymentController: "CODE_DEPLOY",
    traffic: blueGreenTraffic,
    images: { rails: `${rails.repositoryUrl}:stg` },
    ...changes,
  });
}
