import type { Construct } from "constructs";
import { arnOf } from "../aws/current";
import { nameRules } from "../aws/name-rules";
import type { Finding } from "../findings/finding";
import { invalidName } from "../findings/value-errors";
import type { Statement } from "../iam/statement";

/** A variable that CodeBuild reads from SSM when the build starts. */
export interface ParameterVariable {
  /** Name of an SSM parameter. */
  readonly parameterStore: string;
}

/** A variable that CodeBuild reads from Secrets Manager when the build starts. */
export interface SecretVariable {
  /**
   * A secret as `<name>:<JSON key>:<version stage>:<version ID>`, of which all but the name may be left out (CodeBuild:
   * Build specification reference, env/secrets-manager).
   */
  readonly secretsManager: string;
}

/** The value of a build's variable: plain text, or where CodeBuild reads it when the build starts. */
export type EnvironmentVariable = string | ParameterVariable | SecretVariable;

export type EnvironmentVariables = Readonly<Record<string, EnvironmentVariable>>;

/** Names a variable's source as CodeBuild does: `PLAINTEXT`, `PARAMETER_STORE` or `SECRETS_MANAGER`. */
function typed(value: EnvironmentVariable): { readonly type?: string; readonly value: string } {
  if (typeof value === "string") return { value };
  return "parameterStore" in value
    ? { type: "PARAMETER_STORE", value: value.parameterStore }
    : { type: "SECRETS_MANAGER", value: value.secretsManager };
}

/** The variables as CodeBuild takes them, in the order given. */
export function variableBlocks(variables: EnvironmentVariables) {
  return Object.entries(variables).map(([name, value]) => ({ name, ...typed(value) }));
}

const secretName = (reference: string): string => reference.split(":")[0] ?? reference;

/** What a build's role needs to read its variables, where they are no plain text. */
export function readVariables(scope: Construct, variables: EnvironmentVariables): readonly Statement[] {
  return Object.values(variables).flatMap((value): Statement[] => {
    if (typeof value === "string") return [];
    if ("parameterStore" in value) {
      const parameter = value.parameterStore.replace(/^\//, "");
      return [{ actions: ["ssm:GetParameters"], resources: [arnOf(scope, "ssm", `parameter/${parameter}`)] }];
    }
    // Secrets Manager adds six characters to a secret's name (AWS Secrets Manager: IAM policy examples).
    const secret = `secret:${secretName(value.secretsManager)}-??????`;
    return [
      {
        actions: ["secretsmanager:GetSecretValue"],
        resources: [arnOf(scope, "secretsmanager", secret)],
      },
    ];
  });
}

/** What CodeBuild, SSM or Secrets Manager would refuse in a build's variables. */
export function variableFindings(variables: EnvironmentVariables): readonly Finding[] {
  return Object.entries(variables).flatMap(([name, value]) => {
    const at = `environmentVariables.${name}`;
    return [
      ...invalidName("environmentVariables", name, nameRules.environmentVariable),
      ...(typeof value === "object" && "parameterStore" in value
        ? invalidName(`${at}.parameterStore`, value.parameterStore, nameRules.ssmParameter)
        : []),
      ...(typeof value === "object" && "secretsManager" in value
        ? invalidName(`${at}.secretsManager`, secretName(value.secretsManager), nameRules.secret)
        : []),
    ];
  });
}
