import type { Finding } from "../../modules/findings/finding";
import { stackReserved, stackTaken } from "./errors";
import { withoutSecrets } from "./secret";

const stackOf = (entry: unknown): unknown =>
  (entry as { readonly stack?: unknown } | null | undefined)?.stack;

/** The finding about an entry whose stack's name an earlier entry has. Some file systems tell no capitals apart. */
export function takenStack(entries: readonly unknown[], index: number): readonly Finding[] {
  const stack = stackOf(entries[index]);
  if (typeof stack !== "string") return [];
  const same = (entry: unknown): boolean => {
    const other = stackOf(entry);
    return typeof other === "string" && other.toLowerCase() === stack.toLowerCase();
  };
  const first = entries.findIndex(same);
  return first === index
    ? []
    : [stackTaken(`stacks[${index}].stack`, withoutSecrets(stack), `stacks[${first}]`)];
}

/** The finding about a stack's name that CDKTF cannot tell from what every object in JavaScript has. */
export function reservedStack(stack: string, property: string): readonly Finding[] {
  return stack in {} ? [stackReserved(property, stack)] : [];
}
