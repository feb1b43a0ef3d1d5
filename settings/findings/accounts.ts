import { emptyList, invalidAccount } from "../../modules/findings/value-errors";
import { type FindingAtPath, propertyPath } from "./location";
import { valueAt } from "./value-at";

/** What AWS would refuse in the accounts that Terraform may touch. */
export function accountFindings(root: string, holder: unknown): readonly FindingAtPath[] {
  const accounts = valueAt(holder, ["allowedAccountIds"]);
  if (!Array.isArray(accounts)) return [];
  const whole = `${root}.allowedAccountIds`;
  return [
    ...emptyList(whole, accounts, "at least one account; for any account leave the key out").map(
      (finding) => ({ ...finding, path: ["allowedAccountIds", 0] }),
    ),
    ...accounts.flatMap((account: unknown, index) => {
      const path = ["allowedAccountIds", index];
      const found = typeof account === "string" ? invalidAccount(propertyPath(root, path), account) : [];
      return found.map((finding) => ({ ...finding, path }));
    }),
  ];
}
