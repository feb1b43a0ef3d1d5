import { emptyList, invalidAccount } from "../../modules/findings/errors";
import type { Finding } from "../../modules/findings/finding";
import { propertyPath } from "./location";

/** What AWS would refuse in the accounts that Terraform may touch. */
export function accountFindings(root: string, accounts: readonly string[]): readonly Finding[] {
  return [
    ...emptyList(
      `${root}.allowedAccountIds`,
      accounts,
      "at least one account; for any account leave the key out",
    ),
    ...accounts.flatMap((account, index) =>
      invalidAccount(propertyPath(root, ["allowedAccountIds", index]), account),
    ),
  ];
}
