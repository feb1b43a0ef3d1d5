import { nameRules } from "../../modules/aws/name-rules";
import type { Finding } from "../../modules/findings/finding";
import { invalidAccount, invalidName } from "../../modules/findings/value-errors";
import { foreignDeploys } from "./deploy-accounts";
import { stackReserved, stackTaken } from "./errors";
import { type FindingAtPath, type Path, propertyPath } from "./location";
import { withoutSecrets } from "./secret";
import { valueAt } from "./value-at";

/** A stack's name, and where an entry gives it. */
export interface StackName {
  readonly path: Path;
  readonly name: string;
  /** The other account that the stack stands in. */
  readonly accountId?: string;
}

function accountStack(entry: unknown, stack: string, path: Path): readonly StackName[] {
  const name = valueAt(entry, [...path, "stack"]);
  const id = valueAt(entry, [...path, "id"]);
  if (typeof id !== "string") return [];
  return typeof name === "string"
    ? [{ path: [...path, "stack"], name, accountId: id }]
    : [{ path: [...path, "id"], name: `${stack}-${id}`, accountId: id }];
}

/** The names of the stacks of every deploy of an entry into another account. */
function stacksElsewhere(entry: unknown): readonly StackName[] {
  const stack = valueAt(entry, ["stack"]);
  if (typeof stack !== "string") return [];
  return foreignDeploys(entry).flatMap(({ account }) => accountStack(entry, stack, account));
}

/** The names of the stacks that an entry makes, each once: its own, and those in other accounts. */
function stackNames(entry: unknown): readonly StackName[] {
  const stack = valueAt(entry, ["stack"]);
  if (typeof stack !== "string") return [];
  const others = stacksElsewhere(entry);
  const firsts = new Map([...others].reverse().map((other) => [`${other.accountId} ${other.name}`, other]));
  return [{ path: ["stack"], name: stack }, ...[...firsts.values()].reverse()];
}

/** What is wrong with the names that an entry gives the stacks in other accounts, or with those that it leaves at the default. */
export function accountStackNames(entry: unknown, root: string): readonly FindingAtPath[] {
  return stacksElsewhere(entry).flatMap(({ path, name, accountId = "" }) => {
    // What is wrong with an ID is found where it stands.
    if (path.at(-1) === "id" && invalidAccount(root, accountId).length > 0) return [];
    const where = [...path.slice(0, -1), "stack"];
    const property = propertyPath(root, where);
    return [...invalidName(property, name, nameRules.stack), ...reservedStack(name, property)].map(
      (finding) => ({
        ...finding,
        path: where,
      }),
    );
  });
}

/** The findings about the stacks of each entry whose names are taken by sooner ones. Some file systems tell no capitals apart. */
export function takenStacks(entries: readonly unknown[]): readonly (readonly Finding[])[] {
  const firsts = new Map<string, string>();
  return entries.map((entry, index) => {
    const root = `stacks[${index}]`;
    return stackNames(entry).flatMap(({ path, name }) => {
      const same = name.toLowerCase();
      const first = firsts.get(same);
      if (first !== undefined) return [stackTaken(propertyPath(root, path), withoutSecrets(name), first)];
      firsts.set(same, path.length > 1 ? propertyPath(root, path) : root);
      return [];
    });
  });
}

/** The finding about a stack's name that CDKTF cannot tell from what every object in JavaScript has. */
export function reservedStack(stack: string, property: string): readonly Finding[] {
  return stack in {} ? [stackReserved(property, stack)] : [];
}
