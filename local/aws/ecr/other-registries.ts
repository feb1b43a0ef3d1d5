import { z } from "zod";
import type { Scope } from "../gateway/scope";

/** The input of an operation on a repository that may lie in another account's registry. */
export const inRegistry = z.looseObject({ registryId: z.string().optional(), repositoryName: z.string() });

/** The account whose registry is meant. */
export function registryOf(scope: Scope, { registryId }: z.output<typeof inRegistry>): Scope {
  return registryId === undefined ? scope : scope.inAccount(registryId);
}
