import { z } from "zod";
import { NotPlayed } from "../workflow/refusals";
import type { Workflow } from "../workflow/workflow";
import { matchesFilters } from "./filter-pattern";

const patterns = z.union([z.string(), z.array(z.string())]).transform((all) => [all].flat());

/** What a push to a branch can be filtered by. Tags are read, so that a workflow of tags alone is known as one. */
const pushFilters = z.strictObject({
  branches: patterns.optional(),
  "branches-ignore": patterns.optional(),
  paths: patterns.optional(),
  "paths-ignore": patterns.optional(),
  tags: patterns.optional(),
  "tags-ignore": patterns.optional(),
});

/** A push as far as filters ask for it. */
export interface PushedChange {
  readonly branch: string;
  /** The files that it touched. */
  readonly paths: readonly string[];
}

/** The names of the events that start a workflow, with what each is filtered by. */
export function eventsOf({ on }: Workflow): ReadonlyMap<string, unknown> {
  if (typeof on === "string") return new Map([[on, null]]);
  if (Array.isArray(on)) return new Map(on.map((event) => [String(event), null]));
  return new Map(Object.entries(on ?? {}));
}

/** Whether a push to a branch starts the workflow. */
export function isStartedByPush(workflow: Workflow, { branch, paths }: PushedChange): boolean {
  const events = eventsOf(workflow);
  if (!events.has("push")) return false;
  const read = pushFilters.safeParse(events.get("push") ?? {});
  if (!read.success) throw new NotPlayed('a filter of "on.push" in this workflow', "triggers/events.ts");
  const filters = read.data;
  const onlyTags = filters.tags !== undefined || filters["tags-ignore"] !== undefined;
  const hasBranches = filters.branches !== undefined || filters["branches-ignore"] !== undefined;
  if (onlyTags && !hasBranches) return false;
  if (filters.branches !== undefined && !matchesFilters(branch, filters.branches)) return false;
  if (filters["branches-ignore"] !== undefined && matchesFilters(branch, filters["branches-ignore"]))
    return false;
  const wanted = filters.paths;
  if (wanted !== undefined && !paths.some((path) => matchesFilters(path, wanted))) return false;
  const ignored = filters["paths-ignore"];
  return ignored === undefined || !paths.every((path) => matchesFilters(path, ignored));
}
