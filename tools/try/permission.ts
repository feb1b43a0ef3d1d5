import { elements, elementText } from "../../local/aws/client/xml";
import type { LocalAccount } from "../../local/aws/local-account";

interface Statement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
}

/** Takes an action out of a role's or a user's inline policies while something is tried; undefined, and untried, where none of them names it. */
export async function withoutPermission<T>(
  account: LocalAccount,
  principalArn: string,
  action: string,
  use: () => Promise<T>,
): Promise<T | undefined> {
  const kind = principalArn.split(":").at(-1)?.startsWith("user/") ? "User" : "Role";
  const principal = { [`${kind}Name`]: principalArn.split("/").at(-1) ?? "" };
  const put = (PolicyName: string, PolicyDocument: string) =>
    account.query("iam", `Put${kind}Policy`, { ...principal, PolicyName, PolicyDocument });
  const before = new Map<string, string>();
  const names = elements(await account.query("iam", `List${kind}Policies`, principal), "member");
  for (const PolicyName of names) {
    const answer = await account.query("iam", `Get${kind}Policy`, { ...principal, PolicyName });
    const document = decodeURIComponent(elementText(answer, "PolicyDocument") ?? "");
    const without = documentWithout(document, action);
    if (without === undefined) continue;
    before.set(PolicyName, document);
    await put(PolicyName, without);
  }
  if (before.size === 0) return undefined;
  try {
    return await use();
  } finally {
    for (const [PolicyName, document] of before) await put(PolicyName, document);
  }
}

/** Undefined where no statement names the action. */
function documentWithout(document: string, action: string): string | undefined {
  const policy = JSON.parse(document) as { readonly Statement: Statement | readonly Statement[] };
  const statements = [policy.Statement].flat();
  const left = statements
    .map((statement) => ({
      ...statement,
      Action: [statement.Action ?? []].flat().filter((one) => one !== action),
    }))
    .filter(({ Action }) => Action.length > 0);
  const named = statements.some(({ Action = [] }) => [Action].flat().includes(action));
  return named ? JSON.stringify({ ...policy, Statement: left }) : undefined;
}
