import { parseArn } from "../../../local/aws/arn";
import { LocalAccount } from "../../../local/aws/local-account";
import { taskDefinitionFacts } from "../../../modules/ecs/task-definition/task-definition-facts";
import { mentioned } from "./mentioned";

/** A secret or a parameter that a container reads. */
interface Secret {
  readonly service: "secretsmanager" | "ssm";
  readonly name: string;
  /** A secret's ARN, where it is told whole. */
  readonly arn?: string;
  readonly accountId: string | undefined;
  readonly region: string | undefined;
}

/** What the `valueFrom` of a container's secret names: a secret's ARN, a parameter's ARN, or a parameter's name. */
export function secretOf(valueFrom: string): Secret {
  const arn = parseArn(valueFrom);
  const { accountId, region } = arn ?? {};
  if (arn?.service === "secretsmanager") {
    // Behind the name come the six characters that Secrets Manager adds, a key, a stage and a version.
    const named = arn.resource.split(":")[1] ?? "";
    const name = named.replace(/-[A-Za-z0-9]{6}$/, "");
    const whole = name === named ? {} : { arn: valueFrom.split(":").slice(0, 7).join(":") };
    return { service: "secretsmanager", name, ...whole, accountId, region };
  }
  const path = arn?.resource.replace(/^parameter(?=\/)/, "") ?? valueFrom;
  return { service: "ssm", name: path, accountId, region };
}

/** Creates what the containers of task definitions read, each once, but for what variables of builds name: that is there. */
export async function createSecretsOfTasks(
  account: LocalAccount,
  settings: object,
  taskDefinitions: readonly string[],
): Promise<void> {
  const there = [...mentioned(settings, "parameterStore"), ...mentioned(settings, "secretsManager")];
  const named = taskDefinitions
    .flatMap((text) => taskDefinitionFacts(text).containers)
    .flatMap(({ secrets }) => secrets)
    .filter((valueFrom) => !there.includes(secretOf(valueFrom).name));
  await createSecrets(account, named);
}

async function createSecrets(account: LocalAccount, valuesFrom: readonly string[]): Promise<void> {
  const made = new Set<string>();
  for (const { service, name, arn, accountId, region } of valuesFrom.map(secretOf)) {
    const owner = new LocalAccount(
      account.endpoint,
      accountId ?? account.accountId,
      region ?? account.region,
    );
    const identity = [owner.accountId, owner.region, service, name].join(" ");
    if (made.has(identity)) continue;
    made.add(identity);
    if (service === "ssm") await owner.createSsmParameter({ name, value: "local" });
    else if (arn !== undefined) await owner.createSecretWithArn(arn, "{}");
    else await owner.call("secretsmanager", "CreateSecret", { Name: name, SecretString: "{}" });
  }
}
