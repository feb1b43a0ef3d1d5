import type { BlueGreenServiceSettings } from "../../settings/schema/blue-green-service";
import type { CloudfrontContinuousDeploymentSettings } from "../../settings/schema/cloudfront-continuous-deployment";
import type { CommitStatusSystemSettings } from "../../settings/schema/commit-status";
import type { EcrPushBlueGreenSettings } from "../../settings/schema/ecr-push-blue-green";
import type { EcrPushToEcsSettings } from "../../settings/schema/ecr-push-to-ecs";
import type { GithubActionsToEcsSettings } from "../../settings/schema/github-actions-to-ecs";
import type { GithubConnectionSettings } from "../../settings/schema/github-connection";
import type { ConnectionSourceSettings, GithubV1SourceSettings } from "../../settings/schema/github-source";
import type { GithubToEcsSettings } from "../../settings/schema/github-to-ecs";
import type { ProjectSettings } from "../../settings/schema/project";
import type { StageSettings } from "../../settings/schema/stages";
import { releasedFile } from "./task-definitions/released";

// The least that is valid, so that a test states only what it is about.

/** A project without tags, accounts or backend. */
export const project: ProjectSettings = { region: "eu-central-1" };

/** The branch that all GitHub sources read. */
export const githubRepository = {
  owner: "example-organization",
  repository: "example-application",
  branch: "main",
} as const;

/** A connection that exists. */
export const connectionArn =
  "arn:aws:codeconnections:eu-central-1:123456789012:connection/00000000-0000-0000-0000-000000000000";

/** A service that exists. */
export const service = {
  clusterName: "cluster",
  serviceName: "service",
  containerName: "container",
} as const;

/** A minimal source by token and webhook, with changes. */
export function githubV1Settings(changes: Partial<GithubV1SourceSettings> = {}): GithubV1SourceSettings {
  return { type: "github-v1", ...githubRepository, token: { ssmParameter: "/github/token" }, ...changes };
}

/** A minimal source by connection, with changes. */
export function connectionSettings(
  changes: Partial<ConnectionSourceSettings> = {},
): ConnectionSourceSettings {
  return { type: "connection", ...githubRepository, connection: { arn: connectionArn }, ...changes };
}

/** A minimal entry of system 1, with changes. */
export function githubToEcs(changes: Partial<GithubToEcsSettings> = {}): GithubToEcsSettings {
  return {
    system: "github-to-ecs",
    stack: "one",
    name: "app",
    source: githubV1Settings(),
    artifactStore: { bucket: "app-artifacts" },
    service,
    ...changes,
  };
}

/** A minimal entry of system 2, with changes. */
export function ecrPushToEcs(changes: Partial<EcrPushToEcsSettings> = {}): EcrPushToEcsSettings {
  return {
    system: "ecr-push-to-ecs",
    stack: "two",
    name: "app",
    artifactStore: { bucket: "app-artifacts" },
    service,
    ...changes,
  };
}

/** A service that CodeDeploy shifts, which exists. */
export const shiftedService = {
  clusterName: "cluster",
  serviceName: "service",
  containerName: "proxy",
  containerPort: 80,
  loadBalancer: { loadBalancerName: "balancer", productionPort: 443, targetGroups: ["blue", "green"] },
} as const;

/** A service that is made with all it needs, in a network whose IDs end in a number of their own. */
export const madeShiftedService = (name: string, number: string): BlueGreenServiceSettings => ({
  clusterName: name,
  serviceName: name,
  containerName: "proxy",
  containerPort: 80,
  loadBalancer: {
    loadBalancerName: name,
    productionPort: 80,
    testPort: 8080,
    targetGroups: [`${name}-blue`, `${name}-green`],
  },
  create: {
    vpcId: `vpc-${number.padStart(17, "0")}`,
    subnets: ["1", "2"].map((last) => `subnet-${`${number}${last}`.padStart(17, "0")}`),
  },
});

/** A task definition with the containers `app` and `proxy`, for Fargate, without roles. */
export const taskDefinitionFile = "__tests__/support/task-definitions/example.json";

/** A service that is made with its pipeline, behind a load balancer. */
export const madeService = {
  clusterName: "cluster",
  serviceName: "service",
  containerName: "proxy",
  create: {
    vpcId: "vpc-0123456789abcdef0",
    subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
    taskDefinitionFile,
    traffic: {
      containerPort: 80,
      loadBalancerName: "balancer",
      productionPort: 80,
      targetGroups: ["service"],
    },
  },
} as const;

/** A minimal entry of system 3, with changes. */
export function ecrPushBlueGreen(changes: Partial<EcrPushBlueGreenSettings> = {}): EcrPushBlueGreenSettings {
  return {
    system: "ecr-push-blue-green",
    stack: "three",
    name: "app",
    images: [{ containerName: "app" }],
    artifactStore: { bucket: "app-artifacts" },
    definitions: { bucket: "app-definitions" },
    service: shiftedService,
    ...changes,
  };
}

/** A minimal stack of one connection, with changes. */
export function githubConnection(changes: Partial<GithubConnectionSettings> = {}): GithubConnectionSettings {
  return { system: "github-connection", stack: "github", ...changes };
}

/** A minimal entry of system 4a, with changes. */
export function commitStatus(changes: Partial<CommitStatusSystemSettings> = {}): CommitStatusSystemSettings {
  return {
    system: "commit-status",
    stack: "statuses",
    pipelines: ["app"],
    token: { ssmParameter: "/github/token" },
    ...changes,
  };
}

/** A minimal entry of system 4b into a service that exists, with changes. */
export function githubActionsToEcs(
  changes: Partial<GithubActionsToEcsSettings> = {},
): GithubActionsToEcsSettings {
  return {
    system: "github-actions-to-ecs",
    stack: "actions",
    name: "app",
    github: githubRepository,
    service: { ...service, containerName: "app" },
    taskDefinition: { bucket: "app-base", taskDefinitionFile: releasedFile },
    ...changes,
  };
}

/** A minimal entry of system 5, with changes. */
export function cloudfrontContinuousDeployment(
  changes: Partial<CloudfrontContinuousDeploymentSettings> = {},
): CloudfrontContinuousDeploymentSettings {
  return {
    system: "cloudfront-continuous-deployment",
    stack: "five",
    name: "app",
    source: connectionSettings(),
    artifactStore: { bucket: "app-artifacts" },
    site: { bucket: "app-site" },
    ...changes,
  };
}

/** Changes that let an entry stand beside others: names that none of them has. */
export const named = (name: string) => ({
  stack: name,
  name,
  artifactStore: { bucket: `${name}-artifacts` },
});

/** An entry of system 2 whose image goes through some stages. */
export function releasePath(
  stages: readonly StageSettings[],
  changes: Partial<EcrPushToEcsSettings> = {},
): EcrPushToEcsSettings {
  const { service: _, ...entry } = ecrPushToEcs(changes);
  return { ...entry, stages };
}
