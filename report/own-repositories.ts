import type { App } from "cdktf";
import { warn } from "../modules/findings/warnings";
import type { CheckedEntry } from "../settings/check-entry";
import { valueAt } from "../settings/findings/value-at";
import { ProjectStack } from "../stacks/project-stack";
import { claimedNames, identityIn } from "./claimed-names";

const repository = "aws_ecr_repository";

/** Warns where a stack takes a repository for one that exists, and another stack of the same settings makes it. */
export function warnOfOwnRepositories(app: App, entries: readonly CheckedEntry[]): void {
  const stacks = entries.flatMap(({ settings }) => {
    const stack = app.node.findChild(settings.stack);
    return stack instanceof ProjectStack ? [{ settings, stack }] : [];
  });
  const made = new Set(stacks.flatMap(({ stack }) => claimedNames(stack).map(({ identity }) => identity)));
  for (const { settings, stack } of stacks) {
    const existing = valueAt(settings, ["imageRepository", "existingRepository"]);
    if (made.has(identityIn(stack, repository, String(existing)) ?? "")) warn(stack, "repositoryOfProject");
  }
}
