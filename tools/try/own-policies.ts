import { elements, elementText } from "../../local/aws/client/xml";
import type { LocalAccount } from "../../local/aws/local-account";

/** A policy of somebody, which may be another one for a while. */
export interface OwnPolicy {
  readonly document: string;
  replace(document: string): Promise<void>;
  restore(): Promise<void>;
}

const textOf = (answer: string, element: string): string =>
  decodeURIComponent(elementText(answer, element) ?? "");

/** The inline policies of a role. */
export async function inlinePolicies(account: LocalAccount, RoleName: string): Promise<readonly OwnPolicy[]> {
  const names = elements(await account.query("iam", "ListRolePolicies", { RoleName }), "member");
  return Promise.all(
    names.map(async (PolicyName) => {
      const answer = await account.query("iam", "GetRolePolicy", { RoleName, PolicyName });
      const document = textOf(answer, "PolicyDocument");
      const replace = async (PolicyDocument: string) =>
        void (await account.query("iam", "PutRolePolicy", { RoleName, PolicyName, PolicyDocument }));
      return { document, replace, restore: () => replace(document) };
    }),
  );
}

/** The policies that are attached to a user. */
export async function attachedPolicies(
  account: LocalAccount,
  UserName: string,
): Promise<readonly OwnPolicy[]> {
  const attached = await account.query("iam", "ListAttachedUserPolicies", { UserName });
  return Promise.all(
    elements(attached, "member").map(async (member) => {
      const PolicyArn = elementText(member, "PolicyArn") ?? "";
      const policy = await account.query("iam", "GetPolicy", { PolicyArn });
      const VersionId = elementText(policy, "DefaultVersionId") ?? "";
      const version = await account.query("iam", "GetPolicyVersion", { PolicyArn, VersionId });
      return versionedPolicy(account, { PolicyArn, VersionId, document: textOf(version, "Document") });
    }),
  );
}

function versionedPolicy(
  account: LocalAccount,
  held: { readonly PolicyArn: string; readonly VersionId: string; readonly document: string },
): OwnPolicy {
  const { PolicyArn, VersionId, document } = held;
  let other = "";
  return {
    document,
    replace: async (PolicyDocument) => {
      const input = { PolicyArn, PolicyDocument, SetAsDefault: "true" };
      other = elementText(await account.query("iam", "CreatePolicyVersion", input), "VersionId") ?? "";
    },
    restore: async () => {
      await account.query("iam", "SetDefaultPolicyVersion", { PolicyArn, VersionId });
      await account.query("iam", "DeletePolicyVersion", { PolicyArn, VersionId: other });
    },
  };
}
