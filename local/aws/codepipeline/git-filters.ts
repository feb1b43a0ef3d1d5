import { z } from "zod";
import type { CompleteGitChange } from "./git-change";
import { matchesGlob } from "./glob";

const patterns = z.object({
  includes: z.array(z.string()).optional(),
  excludes: z.array(z.string()).optional(),
});
type Patterns = z.output<typeof patterns>;

/** The filters of a trigger (CodePipeline: Add trigger with code push or pull request event types). */
export const gitFilters = z.looseObject({
  push: z
    .array(
      z.object({
        branches: patterns.optional(),
        filePaths: patterns.optional(),
        tags: patterns.optional(),
      }),
    )
    .optional(),
  pullRequest: z
    .array(
      z.object({
        events: z.array(z.string()).optional(),
        branches: patterns.optional(),
        filePaths: patterns.optional(),
      }),
    )
    .optional(),
});
type GitFilters = z.output<typeof gitFilters>;

/** Whether one of the filters takes the change. Within one filter, all that it names must match. */
export function passesFilters(
  { push = [], pullRequest = [] }: GitFilters,
  change: CompleteGitChange,
): boolean {
  if ("tag" in change) return push.some(({ tags }) => tags !== undefined && passes(tags, [change.tag]));
  if ("branch" in change) {
    return push.some(
      ({ tags, branches, filePaths }) =>
        tags === undefined && passes(branches, [change.branch]) && passes(filePaths, change.files),
    );
  }
  return pullRequest.some(
    ({ events, branches, filePaths }) =>
      (events ?? [change.pullRequest]).includes(change.pullRequest) &&
      passes(branches, [change.into]) &&
      passes(filePaths, change.files),
  );
}

// An exclusion is stronger than an inclusion; one text that passes is enough.
function passes(given: Patterns | undefined, texts: readonly string[]): boolean {
  if (given === undefined) return true;
  const { includes, excludes = [] } = given;
  const isAmong = (list: readonly string[], text: string) =>
    list.some((pattern) => matchesGlob(text, pattern));
  return texts.some(
    (text) => (includes === undefined || isAmong(includes, text)) && !isAmong(excludes, text),
  );
}
