import type { LocalAccount } from "../../local/aws/local-account";
import { attachedPolicies, inlinePolicies } from "./own-policies";

interface Statement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
}

/** Takes an action out of a role's inline policies, or out of those attached to a user, while something is tried; undefined, and untried, where none of them names it. */
export async function withoutPermission<T>(
  account: LocalAccount,
  principalArn: string,
  action: string,
  use: () => Promise<T>,
): Promise<T | undefined> {
  const name = principalArn.split("/").at(-1) ?? "";
  const isUser = principalArn.split(":").at(-1)?.startsWith("user/") ?? false;
  const policies = await (isUser ? attachedPolicies(account, name) : inlinePolicies(account, name));
  const changed = policies.flatMap((policy) => {
    const document = documentWithout(policy.document, action);
    return document === undefined ? [] : [{ policy, document }];
  });
  if (changed.length === 0) return undefined;
  for (const { policy, document } of changed) await policy.replace(document);
  try {
    return await use();
  } finally {
    for (const { policy } of changed) await policy.restore();
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
