/** The repository variables that the workflow reads, by what they hold. */
export interface WorkflowVariables {
  readonly region: string;
  readonly roleArn: string;
  /** The repository's name, without the registry. */
  readonly ecrRepository: string;
  readonly cluster: string;
  readonly service: string;
  readonly container: string;
  readonly taskDefinitionBucket: string;
  readonly taskDefinitionKey: string;
}

/** The repository secrets that the workflow reads where it has an access key. */
export interface WorkflowSecrets {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const variableNames: WorkflowVariables = {
  region: "AWS_REGION",
  roleArn: "AWS_ROLE_ARN",
  ecrRepository: "ECR_REPOSITORY",
  cluster: "ECS_CLUSTER",
  service: "ECS_SERVICE",
  container: "ECS_CONTAINER",
  taskDefinitionBucket: "TASK_DEFINITION_BUCKET",
  taskDefinitionKey: "TASK_DEFINITION_KEY",
};

const secretNames: WorkflowSecrets = {
  accessKeyId: "AWS_ACCESS_KEY_ID",
  secretAccessKey: "AWS_SECRET_ACCESS_KEY",
};

function prefixed<T extends Readonly<Record<keyof T, string>>>(names: T, prefix: string): T {
  const entries = Object.entries<string>(names).map(([held, name]) => [held, `${prefix}_${name}`]);
  return Object.fromEntries(entries) as T;
}

/** The names of an entry's variables. */
export const workflowVariables = (prefix: string): WorkflowVariables => prefixed(variableNames, prefix);

/** The names of an entry's secrets. */
export const workflowSecrets = (prefix: string): WorkflowSecrets => prefixed(secretNames, prefix);

/** What GitHub takes as the name of a variable or a secret, in the upper case that it keeps them in. */
export const isVariableName = (name: string): boolean => /^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/.test(name);

/** What the names of an entry's variables start with: `MY_SHOP_API` of "my-shop.api". Other names may come to the same. */
export function variablePrefix(name: string): string {
  const prefix = name
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "");
  // GitHub takes no name that starts with a digit or with GITHUB_.
  return isVariableName(`${prefix}_`) ? prefix : `_${prefix}`;
}
