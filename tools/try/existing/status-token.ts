import { AwsError } from "../../../local/aws/client/aws-error";
import { registerLocalApp } from "../../../local/github/local-app";
import type {
  ParameterReference,
  SecretReference,
  StatusToken,
} from "../../../modules/commit-status/status-token";
import type { StoryContext } from "../story";
import { secretOf } from "./task-secrets";

/** Creates what a function shows GitHub: a token, or the private key of a GitHub App, which is installed at the owners. */
export async function createStatusToken(
  token: StatusToken,
  owners: readonly string[],
  context: StoryContext,
): Promise<void> {
  if (!("githubAppId" in token)) return createSecret(token, "local", context);
  const { githubAppId, installationId, privateKey } = token;
  const app = await registerLocalApp(context.githubUrl, {
    ...(/^\d+$/.test(githubAppId) ? { appId: Number(githubAppId) } : { clientId: githubAppId }),
    installations: owners.map((owner) => ({
      owner,
      ...(installationId === undefined ? {} : { id: Number(installationId) }),
    })),
  });
  await createSecret(privateKey, app.privateKey ?? "", context);
}

/** Puts another token where the function reads one: the command, and what it does. Undefined for an App, whose key stays. */
export function newToken(
  token: StatusToken,
  { account }: StoryContext,
): { readonly command: string; put(): Promise<void> } | undefined {
  if ("githubAppId" in token) return undefined;
  if ("ssmParameter" in token) {
    const { ssmParameter: Name } = token;
    return {
      command: `aws ssm put-parameter --overwrite --name ${Name}`,
      put: async () =>
        void (await account.call("ssm", "PutParameter", { Name, Value: "another", Overwrite: true })),
    };
  }
  const { secretsManagerSecret: SecretId } = token;
  return {
    command: `aws secretsmanager put-secret-value --secret-id ${SecretId}`,
    put: async () =>
      void (await account.call("secretsmanager", "PutSecretValue", {
        SecretId,
        SecretString: textOf(token, "another"),
      })),
  };
}

/** Unless it is there: a source may read the same parameter. */
async function createSecret(
  secret: ParameterReference | SecretReference,
  value: string,
  { account }: StoryContext,
): Promise<void> {
  try {
    await create(secret, value, { account });
  } catch (error) {
    const isThere =
      error instanceof AwsError && /^(ParameterAlreadyExists|ResourceExistsException)$/.test(error.code);
    if (!isThere) throw error;
  }
}

async function create(
  secret: ParameterReference | SecretReference,
  value: string,
  { account }: Pick<StoryContext, "account">,
): Promise<void> {
  const { kmsKeyArn } = secret;
  if ("ssmParameter" in secret) {
    await account.call("ssm", "PutParameter", {
      Name: secret.ssmParameter,
      Value: value,
      Type: "SecureString",
      ...(kmsKeyArn === undefined ? {} : { KeyId: kmsKeyArn }),
    });
    return;
  }
  const SecretString = textOf(secret, value);
  const { name, arn } = secretOf(secret.secretsManagerSecret);
  if (arn !== undefined) return account.createSecretWithArn(arn, SecretString);
  await account.call("secretsmanager", "CreateSecret", {
    Name: secret.secretsManagerSecret.startsWith("arn:") ? name : secret.secretsManagerSecret,
    SecretString,
    ...(kmsKeyArn === undefined ? {} : { KmsKeyId: kmsKeyArn }),
  });
}

const textOf = ({ jsonKey }: SecretReference, value: string): string =>
  jsonKey === undefined ? value : JSON.stringify({ [jsonKey]: value });
