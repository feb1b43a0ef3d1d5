import { z } from "zod";
import { parseArn } from "../arn";
import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import type { RoleSession } from "../iam/role-session";
import type { ContainerDefinition } from "./task-definition";
import { TaskStartFailure } from "./task-start-failure";

const parameters = z.looseObject({ InvalidParameters: z.array(z.string()).default([]) });

/** Fetches what a container's secrets name, as the execution role. Nobody reads the values here. */
export async function fetchSecrets(
  scope: Scope,
  session: RoleSession | undefined,
  { secrets, logConfiguration, repositoryCredentials }: ContainerDefinition,
): Promise<void> {
  const sources = [...secrets, ...(logConfiguration?.secretOptions ?? [])].map(({ valueFrom }) => valueFrom);
  if (repositoryCredentials !== undefined) sources.push(repositoryCredentials.credentialsParameter);
  for (const source of sources) {
    if (session === undefined) throw notFetched(source, "the task definition has no execution role");
    try {
      await fetchSecret(scope, session, source);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw notFetched(source, `${error.code}: ${error.message}`);
    }
  }
}

async function fetchSecret(scope: Scope, session: RoleSession, source: string): Promise<void> {
  const arn = parseArn(source);
  const client = scope.as(session, arn?.region ?? scope.region);
  if (arn?.service === "secretsmanager") {
    // After the ARN: the key in the secret's JSON, the stage of the version, the version.
    const [kind, name, _key, VersionStage, VersionId] = arn.resource.split(":");
    await client.call("secretsmanager", "GetSecretValue", {
      SecretId: `arn:aws:secretsmanager:${arn.region}:${arn.accountId}:${kind}:${name}`,
      ...(VersionStage ? { VersionStage } : {}),
      ...(VersionId ? { VersionId } : {}),
    });
    return;
  }
  // A parameter's ARN has its name's first slash or none.
  const name =
    arn === undefined ? source : arn.resource.replace(/^parameter(?=\/)/, "").replace(/^parameter:/, "");
  const given = { Names: [name], WithDecryption: true };
  const { InvalidParameters } = parameters.parse(await client.call("ssm", "GetParameters", given));
  if (InvalidParameters.length > 0) throw notFetched(source, `invalid ssm parameters: ${InvalidParameters}`);
}

function notFetched(source: string, reason: string): TaskStartFailure {
  return new TaskStartFailure(
    "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: " +
      `unable to retrieve secret ${source}: ${reason}`,
  );
}
