import { deployAccountsOf } from "../../stacks/release/deploy-account";
import type { StackSettings } from "../../systems";

/** The names of all stacks that a synth of these entries writes: their own, and those in other accounts. */
export const madeStacks = (entries: readonly StackSettings[]): readonly string[] =>
  entries.flatMap((entry) => [entry.stack, ...deployAccountsOf(entry).map(({ stack }) => stack)]);
