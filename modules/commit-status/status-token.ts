import type { Construct } from "constructs";
import { isArn } from "../aws/arn";
import { arnRules } from "../aws/arn-rules";
import { nameRules } from "../aws/name-rules";
import type { Finding } from "../findings/finding";
import { invalidArn, invalidName } from "../findings/value-errors";
import { parameterArn, secretArn } from "../iam/secret-arns";
import type { Statement } from "../iam/statement";
import { defined } from "../terraform/defined";

/** What is encrypted where it is kept. */
interface EncryptedReference {
  /** ARN of the KMS key that encrypts it. @default AWS's own key, `aws/ssm` or `aws/secretsmanager` */
  readonly kmsKeyArn?: string;
}

/** A secret in SSM Parameter Store, read when the function runs. */
export interface ParameterReference extends EncryptedReference {
  /** Name of an SSM parameter (SecureString) in the function's Region. */
  readonly ssmParameter: string;
}

/** A secret in Secrets Manager, read when the function runs. */
export interface SecretReference extends EncryptedReference {
  /** Name or ARN of a secret in Secrets Manager. */
  readonly secretsManagerSecret: string;
  /** The key of a secret that is a JSON object. @default none: the whole secret */
  readonly jsonKey?: string;
}

/** A GitHub App, as which the function gets itself a token for an hour. */
export interface GithubApp {
  /** The App's ID, digits, or its client ID. */
  readonly githubAppId: string;
  /** ID of its installation, digits. @default looked up for the commit's repository */
  readonly installationId?: string;
  /** The App's private key (PEM), as GitHub hands it out. */
  readonly privateKey: ParameterReference | SecretReference;
}

/** What the function shows GitHub. */
export type StatusToken = ParameterReference | SecretReference | GithubApp;

const secretOf = (token: StatusToken): ParameterReference | SecretReference =>
  "githubAppId" in token ? token.privateKey : token;

/** What tells the function where to read its token: never the token. */
export function tokenEnvironment(token: StatusToken): Readonly<Record<string, string>> {
  const secret = secretOf(token);
  return {
    ...("ssmParameter" in secret
      ? { TOKEN_PARAMETER: secret.ssmParameter }
      : defined({ TOKEN_SECRET: secret.secretsManagerSecret, TOKEN_SECRET_KEY: secret.jsonKey })),
    ...("githubAppId" in token
      ? defined({ GITHUB_APP_ID: token.githubAppId, GITHUB_APP_INSTALLATION_ID: token.installationId })
      : {}),
  };
}

/** Lets the function read its token, and no other secret. */
export function readToken(scope: Construct, token: StatusToken): readonly Statement[] {
  const secret = secretOf(token);
  const read: Statement =
    "ssmParameter" in secret
      ? { actions: ["ssm:GetParameter"], resources: [parameterArn(scope, secret.ssmParameter)] }
      : {
          actions: ["secretsmanager:GetSecretValue"],
          resources: [secretArn(scope, secret.secretsManagerSecret)],
        };
  const { kmsKeyArn } = secret;
  return kmsKeyArn === undefined ? [read] : [read, { actions: ["kms:Decrypt"], resources: [kmsKeyArn] }];
}

/** What AWS or GitHub would refuse. */
export function tokenFindings(property: string, token: StatusToken): readonly Finding[] {
  const secret = secretOf(token);
  const at = "githubAppId" in token ? `${property}.privateKey` : property;
  return [
    ...("githubAppId" in token
      ? [
          ...invalidName(`${property}.githubAppId`, token.githubAppId, nameRules.githubApp),
          ...invalidName(`${property}.installationId`, token.installationId, nameRules.githubInstallation),
        ]
      : []),
    ...("ssmParameter" in secret
      ? invalidName(`${at}.ssmParameter`, secret.ssmParameter, nameRules.ssmParameter)
      : secretFindings(`${at}.secretsManagerSecret`, secret.secretsManagerSecret)),
    ...invalidArn(`${at}.kmsKeyArn`, secret.kmsKeyArn, arnRules.kmsKey),
  ];
}

const secretFindings = (property: string, got: string): readonly Finding[] =>
  isArn(got) ? invalidArn(property, got, arnRules.secret) : invalidName(property, got, nameRules.secret);
