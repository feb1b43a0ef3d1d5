import { accountOfArn } from "../../modules/aws/arn";
import type { Finding } from "../../modules/findings/finding";
import { invalidAccount } from "../../modules/findings/value-errors";
import { otherAccount } from "./errors";
import { type FindingAtPath, type Path, propertyPath } from "./location";
import { valueAt } from "./value-at";

/** A deploy of an entry into another account: where its keys stand. */
interface ForeignDeploy {
  readonly deploy: Path;
  readonly account: Path;
}

const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Where an entry names other accounts, which have stacks of their own. */
export function foreignDeploys(entry: unknown): readonly ForeignDeploy[] {
  const actions = items(valueAt(entry, ["stages"])).flatMap((stage, index): readonly Path[] => [
    ["stages", index],
    ...items(valueAt(stage, ["actions"])).map((_, action) => ["stages", index, "actions", action]),
  ]);
  return actions
    .map((deploy) => ({ deploy, account: [...deploy, "account"] }))
    .filter(({ account }) => valueAt(entry, account) !== undefined);
}

/** Where ARNs stand that must be of the account that is deployed to. */
function arnPaths(entry: unknown, { deploy, account }: ForeignDeploy): readonly Path[] {
  const taskRoles = [...deploy, "service", "taskRoles"];
  return [
    [...account, "assumeRole", "roleArn"],
    [...account, "permissionsBoundary"],
    ...items(valueAt(entry, taskRoles)).map((_, index) => [...taskRoles, index]),
  ];
}

function elsewhere(property: string, arn: unknown, id: string): readonly Finding[] {
  if (typeof arn !== "string") return [];
  const owner = accountOfArn(arn);
  return owner === undefined || owner === id ? [] : [otherAccount(property, arn, id)];
}

/** What is wrong with the other accounts that an entry deploys to: their IDs, and ARNs that are not theirs. */
export function deployAccountFindings(entry: unknown, root: string): readonly FindingAtPath[] {
  return foreignDeploys(entry).flatMap((deploy) => {
    const path = [...deploy.account, "id"];
    const id = valueAt(entry, path);
    if (typeof id !== "string") return [];
    const invalid = invalidAccount(propertyPath(root, path), id);
    if (invalid.length > 0) return invalid.map((finding) => ({ ...finding, path }));
    return arnPaths(entry, deploy).flatMap((where) =>
      elsewhere(propertyPath(root, where), valueAt(entry, where), id).map((finding) => ({
        ...finding,
        path: where,
      })),
    );
  });
}
