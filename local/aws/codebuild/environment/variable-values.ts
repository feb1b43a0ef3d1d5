import { z } from "zod";
import type { AwsClient } from "../../client/aws-client";
import { AwsError } from "../../client/aws-error";
import { isObject } from "../../json";
import { BuildFailure } from "../build";
import type { Buildspec } from "../buildspec/buildspec";
import type { Project } from "../projects";

const NAMES_PER_CALL = 10;

/** The variables of a build, and which values the log must not show. */
export interface VariableValues {
  readonly values: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

interface Variable {
  readonly name: string;
  readonly value: string;
  readonly type: string;
}

/** The variables of the project (and of StartBuild, which it has by now) before those of the specification. */
export async function variableValues(
  client: AwsClient,
  { environmentVariables }: Project["environment"],
  { env }: Buildspec,
): Promise<VariableValues> {
  const variables = new Map<string, Variable>();
  const add = (all: readonly Variable[]) => {
    for (const variable of all) variables.set(variable.name, variable);
  };
  add(ofType(env.variables, "PLAINTEXT"));
  add(ofType(env["parameter-store"], "PARAMETER_STORE"));
  add(ofType(env["secrets-manager"], "SECRETS_MANAGER"));
  add(environmentVariables);
  const all = [...variables.values()];
  const plain = all
    .filter(({ type }) => type === "PLAINTEXT")
    .map(({ name, value }) => [name, value] as const);
  const parameters = await parameterValues(
    client,
    all.filter(({ type }) => type === "PARAMETER_STORE"),
  );
  const secrets = await secretValues(
    client,
    all.filter(({ type }) => type === "SECRETS_MANAGER"),
  );
  const hidden = [...parameters, ...secrets];
  return { values: Object.fromEntries([...plain, ...hidden]), secrets: hidden.map(([, value]) => value) };
}

function ofType(byName: Readonly<Record<string, string>>, type: string): Variable[] {
  return Object.entries(byName).map(([name, value]) => ({ name, value, type }));
}

type NamedValue = readonly [name: string, value: string];

const parameters = z.object({
  Parameters: z.array(z.looseObject({ Name: z.string(), ARN: z.string().optional(), Value: z.string() })),
});

async function parameterValues(client: AwsClient, variables: readonly Variable[]): Promise<NamedValue[]> {
  const found = new Map<string, string>();
  const names = [...new Set(variables.map(({ value }) => value))];
  for (let index = 0; index < names.length; index += NAMES_PER_CALL) {
    const Names = names.slice(index, index + NAMES_PER_CALL);
    const answer = await asked("Decrypted Variables Error", () =>
      client.call("ssm", "GetParameters", { Names, WithDecryption: true }),
    );
    for (const { Name, ARN, Value } of parameters.parse(answer).Parameters) {
      found.set(Name, Value);
      if (ARN !== undefined) found.set(ARN, Value);
    }
  }
  return variables.map(({ name, value }) => {
    const parameter = found.get(value);
    if (parameter !== undefined) return [name, parameter];
    throw new BuildFailure("Decrypted Variables Error", `parameter does not exist: ${value}`);
  });
}

const SECRET =
  /^(?<id>arn:(?:[^:]*:){5}[^:]+|[^:]+)(?::(?<key>[^:]*))?(?::(?<stage>[^:]*))?(?::(?<version>[^:]*))?$/;

async function secretValues(client: AwsClient, variables: readonly Variable[]): Promise<NamedValue[]> {
  const values: NamedValue[] = [];
  for (const { name, value } of variables) values.push([name, await secretValue(client, value)]);
  return values;
}

/** The value of `secret-id:json-key:version-stage:version-id`. */
async function secretValue(client: AwsClient, reference: string): Promise<string> {
  const { id, key, stage, version } = SECRET.exec(reference)?.groups ?? {};
  const answer = await asked("Secrets Manager Error", () =>
    client.call("secretsmanager", "GetSecretValue", {
      SecretId: id ?? reference,
      ...(stage ? { VersionStage: stage } : {}),
      ...(version ? { VersionId: version } : {}),
    }),
  );
  const { SecretString = "" } = z.looseObject({ SecretString: z.string().optional() }).parse(answer);
  if (!key) return SecretString;
  const value = valueIn(SecretString, key);
  if (value !== undefined) return value;
  throw new BuildFailure("Secrets Manager Error", `the JSON key ${key} does not exist in the secret ${id}`);
}

function valueIn(json: string, key: string): string | undefined {
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch {
    throw new BuildFailure("Secrets Manager Error", `the secret is not JSON, so it has no key ${key}`);
  }
  const value = isObject(content) ? content[key] : undefined;
  if (value === undefined) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}

async function asked(statusCode: string, ask: () => Promise<unknown>): Promise<unknown> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new BuildFailure(statusCode, `${error.code}: ${error.message}`);
  }
}
