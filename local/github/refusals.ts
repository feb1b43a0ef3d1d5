import { z } from "zod";
import type { Repositories } from "./repository";
import { Refusal, type RoutedRequest } from "./route";

const REFUSAL = z.object({
  method: z.enum(["GET", "POST", "PATCH", "DELETE"]),
  status: z.number().int().min(400).max(599),
});

/** From now on the API refuses requests of a method about this repository, as GitHub does on a bad day. */
export function startRefusing({ repositories, parameters, body }: RoutedRequest) {
  const { method, status } = REFUSAL.parse(body);
  repositories.named(parameters.owner ?? "", parameters.repo ?? "").refusals.set(method, status);
  return { status: 204 };
}

/** The API answers again. */
export function stopRefusing({ repositories, parameters }: RoutedRequest) {
  repositories.named(parameters.owner ?? "", parameters.repo ?? "").refusals.clear();
  return { status: 204 };
}

/** Throws where a test wants the API to refuse. */
export function refuseOnDemand(
  method: string,
  { owner, repo }: RoutedRequest["parameters"],
  repositories: Repositories,
): void {
  if (owner === undefined || repo === undefined) return;
  const status = repositories.named(owner, repo).refusals.get(method);
  if (status !== undefined) throw new Refusal(status, `The local GitHub was told to refuse every ${method}`);
}
