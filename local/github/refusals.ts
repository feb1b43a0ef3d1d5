import { z } from "zod";
import type { Repositories } from "./repository";
import { Refusal, type RoutedRequest, repositoryOf } from "./route";

/** The methods that the API can be told to refuse. */
export const REFUSABLE_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

const HOW = z.union([
  z.number().int().min(400).max(599),
  z.object({
    status: z.number().int().min(400).max(599),
    headers: z.record(z.string(), z.string()).optional(),
    message: z.string().optional(),
  }),
  z.literal("silence"),
]);

const REFUSAL = z.object({
  method: z.enum(REFUSABLE_METHODS),
  always: HOW.optional(),
  inTurn: z.array(HOW).optional(),
});

/** How a request is refused: with a status, which may bring headers and words, or with no answer at all. */
export type RefusedWith = z.output<typeof HOW>;

/** What awaits the next requests of a method, one after the other, and what awaits all after them. */
export interface Refusals {
  readonly inTurn: readonly RefusedWith[];
  readonly always: RefusedWith | undefined;
}

/** From now on the API refuses requests of a method about this repository, as GitHub does on a bad day. */
export function startRefusing(request: RoutedRequest) {
  const { method, always, inTurn = [] } = REFUSAL.parse(request.body);
  repositoryOf(request).refusals.set(method, { always, inTurn });
  return { status: 204 };
}

/** The API answers again. */
export function stopRefusing(request: RoutedRequest) {
  repositoryOf(request).refusals.clear();
  return { status: 204 };
}

/** Throws where a test wants the API to refuse, and never settles where it wants no answer. */
export async function refuseOnDemand(
  method: string,
  { owner, repo }: RoutedRequest["parameters"],
  repositories: Repositories,
): Promise<void> {
  if (owner === undefined || repo === undefined) return;
  const { refusals } = repositories.named(owner, repo);
  const wanted = refusals.get(method);
  if (wanted === undefined) return;
  const [how = wanted.always, ...inTurn] = wanted.inTurn;
  refusals.set(method, { ...wanted, inTurn });
  if (how === undefined) return;
  if (how === "silence") return new Promise(() => undefined);
  const words = `The local GitHub was told to refuse this ${method}`;
  if (typeof how === "number") throw new Refusal(how, words);
  throw new Refusal(how.status, how.message ?? words, undefined, how.headers);
}
