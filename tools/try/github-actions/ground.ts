import { AwsError } from "../../../local/aws/client/aws-error";
import { createEcsService } from "../../../local/aws/local-ecs-service";
import type { GithubActionsToEcsSettings } from "../../../settings/schema/github-actions-to-ecs";
import { audienceOf, issuerOf } from "../../../stacks/actions/identity";
import { taskDefinitionFile } from "../../../stacks/service/task-definition-file";
import { createLogGroups } from "../existing/log-groups";
import { rolesOfTaskDefinition, withoutImages } from "../existing/task-definition";
import { createTaskRole } from "../existing/task-role";
import { createSecretsOfTasks } from "../existing/task-secrets";
import { createServices } from "../services";
import type { StoryContext } from "../story";

/** Creates what exists of an entry's service before its stack: all of it, or what one that is made here stands on. */
export async function createServiceOrItsGround(
  settings: GithubActionsToEcsSettings,
  context: StoryContext,
): Promise<void> {
  const { service, taskDefinition } = settings;
  if (service.create !== undefined) return createServices({ service }, context);
  const { account } = context;
  const { text } = taskDefinitionFile(taskDefinition.taskDefinitionFile ?? "");
  if (text === undefined) return;
  await createSecretsOfTasks(account, settings, [text]);
  await createLogGroups(account, [text]);
  for (const role of rolesOfTaskDefinition(text)) await createTaskRole(account, role);
  await createEcsService(account, {
    cluster: service.clusterName,
    service: service.serviceName,
    taskDefinition: withoutImages(text),
  });
}

/** The bucket of the base task definition where it exists, which keeps versions. */
export async function createBaseBucket(
  { taskDefinition }: GithubActionsToEcsSettings,
  { account }: StoryContext,
): Promise<void> {
  if (!("existingBucket" in taskDefinition)) return;
  const { existingBucket: bucket } = taskDefinition;
  await account.createBucket(bucket);
  const versioning = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
  const response = await account.send("s3", "PUT", `/${bucket}?versioning`, versioning);
  if (!response.ok) throw new Error(`The bucket ${bucket} keeps no versions: ${await response.text()}`);
}

/** GitHub as identity provider of the account, where it exists. */
export async function createOidcProvider(
  settings: GithubActionsToEcsSettings,
  { account }: StoryContext,
): Promise<void> {
  const { identity } = settings;
  if (identity?.type !== "oidc" || identity.oidcProvider !== "existing") return;
  try {
    await account.query("iam", "CreateOpenIDConnectProvider", {
      Url: issuerOf(settings),
      "ClientIDList.member.1": audienceOf(settings, settings.region ?? account.region),
      // AWS trusts GitHub by its certificate authority, and asks for one all the same.
      "ThumbprintList.member.1": "0".repeat(40),
    });
  } catch (error) {
    // It may be that of another entry, which has made it.
    if (!(error instanceof AwsError && error.code === "EntityAlreadyExists")) throw error;
  }
}
