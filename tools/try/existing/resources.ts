import { parseArn } from "../../../local/aws/arn";
import { LocalAccount } from "../../../local/aws/local-account";
import { say } from "../say";
import { createAlarm } from "./alarm";
import { createApprovingFunction } from "./function";
import { createLogBucket } from "./log-bucket";
import { mentioned, mentionedArns } from "./mentioned";
import { shareKey } from "./shared-with";

/** Creates what settings name as existing and an apply or an execution meets: keys, certificates, web ACLs, connections, policies, log buckets, topics, alarms, functions, variables. `others` are accounts that use them too. */
export async function createMentioned(
  settings: object,
  account: LocalAccount,
  others: readonly string[] = [],
): Promise<void> {
  await createMentionedArns(settings, account, others);
  for (const bucket of mentioned(settings, "accessLogBucket")) await createLogBucket(account, bucket);
  for (const name of mentioned(settings, "alarmName")) await createAlarm(account, name);
  for (const name of ruleFunctions(settings)) await createApprovingFunction(account, name);
  for (const name of mentioned(settings, "parameterStore")) {
    await account.createSsmParameter({ name, value: "local" });
  }
  for (const Name of mentioned(settings, "secretsManager")) {
    await account.call("secretsmanager", "CreateSecret", { Name, SecretString: "local" });
  }
}

/** The functions that rules of stages ask; that of commit statuses is made by the stack. */
export const ruleFunctions = (settings: object): readonly string[] =>
  mentioned({ ...settings, commitStatus: undefined }, "functionName");

/** Creates the keys, certificates, web ACLs, connections, policies and topics whose ARNs settings name. */
export async function createMentionedArns(
  settings: object,
  account: LocalAccount,
  others: readonly string[] = [],
): Promise<void> {
  for (const arn of mentionedArns(settings)) await createByArn(arn, account, others);
}

/** Only what an apply or an execution meets; what else an ARN may name need not exist. */
async function createByArn(
  text: string,
  { endpoint }: LocalAccount,
  others: readonly string[],
): Promise<void> {
  const arn = parseArn(text);
  if (arn === undefined || !/^\d{12}$/.test(arn.accountId)) return;
  const account = new LocalAccount(endpoint, arn.accountId, arn.region || undefined);
  const kind = `${arn.service} ${arn.resource.split("/")[0]}`;
  if (kind === "kms key") {
    const id = arn.resource.slice("key/".length);
    await account.createKey(id);
    await shareKey(account, id, others);
  }
  if (kind === "acm certificate") await account.createCertificate(text);
  if (/^(codeconnections|codestar-connections) connection$/.test(kind)) {
    await account.createConnectionWithArn(text);
  }
  if (arn.service === "wafv2") await account.createWebAcl(text);
  if (kind === "iam policy") await createPolicy(account, arn.resource);
  if (arn.service === "sns") await account.query("sns", "CreateTopic", { Name: arn.resource });
}

/** What the real policy says is not known here, so it says nothing against anything: it may be a boundary. */
async function createPolicy(account: LocalAccount, resource: string): Promise<void> {
  say(`  policy/${resource.slice("policy/".length)} is not known here: a stand-in allows everything`);
  const [, ...path] = resource.split("/");
  const PolicyName = path.pop() ?? "";
  const Statement = [{ Effect: "Allow", Action: "*", Resource: "*" }];
  await account.query("iam", "CreatePolicy", {
    PolicyName,
    Path: path.length === 0 ? "/" : `/${path.join("/")}/`,
    PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement }),
  });
}
