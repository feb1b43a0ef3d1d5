import type { GithubActionsToEcsSettings } from "../../settings/schema/github-actions-to-ecs";
import type { ProjectSettings } from "../../settings/schema/project";
import { GithubActionsToEcs } from "../../stacks/github-actions-to-ecs";
import { unwrittenApp } from "./bare-stack";
import { githubActionsToEcs, project } from "./minimal-entries";
import { ref } from "./ref";
import { Template } from "./template";
import { writtenFile } from "./written-file";

export type Changes = Partial<GithubActionsToEcsSettings>;

export const stackOf = (changes: Changes = {}, ofProject: Partial<ProjectSettings> = {}) =>
  new GithubActionsToEcs(unwrittenApp(), {
    project: { ...project, ...ofProject },
    settings: githubActionsToEcs(changes),
  });
export const templateOf = (...args: Parameters<typeof stackOf>) => new Template(stackOf(...args));
export const withFile = (text: string): Changes => ({
  taskDefinition: { bucket: "app-base", taskDefinitionFile: writtenFile(text) },
});
export const accessKey: Changes = { identity: { type: "access-key" } };
export const keyArn = "arn:aws:kms:eu-central-1:123456789012:key/base";
export const partition = ref("data.aws_partition.current.partition");
export const account = ref("data.aws_caller_identity.current.account_id");

/** A service that is made with the entry, of the tests' task definition without roles. */
export const madeService = {
  clusterName: "cluster",
  serviceName: "service",
  containerName: "app",
  create: {
    vpcId: "vpc-0123456789abcdef0",
    subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
    taskDefinitionFile: "__tests__/support/task-definitions/example-actions.json",
  },
};
export const made: Changes = { service: madeService, taskDefinition: { bucket: "app-base" } };
