import type { Finding } from "../../modules/findings/finding";
import { stackReserved, stackTaken } from "./errors";
import { type Path, propertyPath } from "./location";
import { withoutSecrets } from "./secret";
import { valueAt } from "./value-at";

/** A stack's name, and where an entry gives it. */
export interface StackName {
  readonly path: Path;
  readonly name: string;
}

const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Where an entry names other accounts, which have stacks of their own. */
function accountPaths(entry: unknown): readonly Path[] {
  return items(valueAt(entry, ["stages"])).flatMap((stage, index) => [
    ["stages", index, "account"],
    ...items(valueAt(stage, ["actions"])).map((_, action) => ["stages", index, "actions", action, "account"]),
  ]);
}

function accountStack(entry: unknown, stack: string, path: Path): readonly StackName[] {
  const name = valueAt(entry, [...path, "stack"]);
  const id = valueAt(entry, [...path, "id"]);
  if (typeof name === "string") return [{ path: [...path, "stack"], name }];
  return typeof id === "string" ? [{ path: [...path, "id"], name: `${stack}-${id}` }] : [];
}

/** The names of the stacks that an entry makes, each once: its own, and those in other accounts. */
function stackNames(entry: unknown): readonly StackName[] {
  const stack = valueAt(entry, ["stack"]);
  if (typeof stack !== "string") return [];
  const others = accountPaths(entry).flatMap((path) => accountStack(entry, stack, path));
  const firsts = new Map([...others].reverse().map((other) => [other.name, other]));
  return [{ path: ["stack"], name: stack }, ...[...firsts.values()].reverse()];
}

/** The names that an entry gives the stacks in other accounts, as they are written. */
export function accountStackNames(entry: unknown): readonly StackName[] {
  return accountPaths(entry).flatMap((account) => {
    const path = [...account, "stack"];
    const name = valueAt(entry, path);
    return typeof name === "string" ? [{ path, name }] : [];
  });
}

/** The findings about an entry's stacks whose names are taken by sooner ones. Some file systems tell no capitals apart. */
export function takenStacks(entries: readonly unknown[], index: number): readonly Finding[] {
  const sooner = entries
    .slice(0, index)
    .flatMap((entry, place) => stackNames(entry).map((own) => ({ ...own, root: `stacks[${place}]` })));
  const root = `stacks[${index}]`;
  const own = stackNames(entries[index]).map((name) => ({ ...name, root }));
  return own.flatMap(({ path, name }, place) => {
    const first = [...sooner, ...own.slice(0, place)].find(
      (other) => other.name.toLowerCase() === name.toLowerCase(),
    );
    if (!first) return [];
    const where = first.path.length > 1 ? propertyPath(first.root, first.path) : first.root;
    return [stackTaken(propertyPath(root, path), withoutSecrets(name), where)];
  });
}

/** The finding about a stack's name that CDKTF cannot tell from what every object in JavaScript has. */
export function reservedStack(stack: string, property: string): readonly Finding[] {
  return stack in {} ? [stackReserved(property, stack)] : [];
}
