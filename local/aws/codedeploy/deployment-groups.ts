import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import { addTags, forgetTags, moveTags, tagList } from "../gateway/tags";
import { type Application, applicationNamed, applicationsIn, groupArn, groupNamed } from "./applications";
import { DEFAULT_CONFIG } from "./deployment-configs";
import { type DeploymentGroup, type groupChange, groupInput } from "./deployment-group";
import { checkGroup } from "./deployment-group-checks";

/** What CreateDeploymentGroup takes. */
export const newGroup = groupInput.extend({ tags: tagList.optional() });

/** Adds a deployment group to its application. */
export async function createGroup(scope: Scope, input: z.output<typeof newGroup>): Promise<DeploymentGroup> {
  const { tags, ...settings } = input;
  const application = applicationNamed(scope, input.applicationName);
  refuseTakenGroup(application, input.deploymentGroupName);
  const group: DeploymentGroup = {
    ...settings,
    deploymentConfigName: input.deploymentConfigName ?? DEFAULT_CONFIG[application.computePlatform],
    deploymentGroupId: randomUUID(),
  };
  await checkGroup(scope, application, group);
  application.groups.set(group.deploymentGroupName, group);
  addTags(scope, groupArn(scope, application.applicationName, group.deploymentGroupName), tags);
  return group;
}

/** Changes a deployment group: what the change names replaces what the group had. */
export async function updateGroup(scope: Scope, change: z.output<typeof groupChange>): Promise<void> {
  const { currentDeploymentGroupName: before, newDeploymentGroupName: after = before, ...settings } = change;
  const application = applicationNamed(scope, change.applicationName);
  if (after !== before) refuseTakenGroup(application, after);
  const existing = groupNamed(application, before);
  const group = { ...existing, ...settings, deploymentGroupName: after } as DeploymentGroup;
  await checkGroup(scope, application, group);
  application.groups.delete(before);
  application.groups.set(after, group);
  if (after === before) return;
  const { applicationName } = application;
  moveTags(scope, groupArn(scope, applicationName, before), groupArn(scope, applicationName, after));
}

/** Deletes a deployment group; one that does not exist is no error in CodeDeploy. */
export function deleteGroup(scope: Scope, applicationName: string, groupName: string): void {
  applicationsIn.of(scope).get(applicationName)?.groups.delete(groupName);
  forgetTags(scope, groupArn(scope, applicationName, groupName));
}

function refuseTakenGroup(application: Application, groupName: string): void {
  if (!application.groups.has(groupName)) return;
  throw new AwsError(
    "DeploymentGroupAlreadyExistsException",
    `Deployment Group already exists with name: ${groupName}`,
  );
}
