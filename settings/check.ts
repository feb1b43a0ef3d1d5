import type { z } from "zod/mini";
import type { Finding } from "../modules/findings/finding";
import { type CheckedEntry, checkEntry, type Surroundings } from "./check-entry";
import { checkProject } from "./check-project";
import { expectedType, missingSetting, noStacks } from "./findings/errors";
import { type SettingsFinding, stacksFile } from "./findings/location";
import { at } from "./findings/merged";
import { printable } from "./findings/printable";
import { takenStacks } from "./findings/stack-names";
import { writtenRegion } from "./findings/written-region";
import { plainCopy } from "./plain-copy";
import type { CommonSettings } from "./schema/common";
import type { ProjectSettings } from "./schema/project";

/** The settings as far as stacks can be made of them, and everything that is wrong with them so far. */
export interface CheckedSettings<T extends CommonSettings> {
  readonly project: ProjectSettings;
  readonly entries: readonly CheckedEntry<T>[];
  readonly findings: readonly SettingsFinding[];
}

// Each broken entry is made in several ways to find what else is wrong with it. A person mends these first.
const mostRepaired = 25;

function checkStacks<T extends CommonSettings>(
  schema: z.ZodMiniType<T>,
  exported: unknown,
  region: string | undefined,
  tags: Surroundings["tags"],
): Pick<CheckedSettings<T>, "entries" | "findings"> {
  const { value: entries, findings: unreadable } = plainCopy(exported, "stacks");
  const wrong = (found: readonly Finding[]) => ({ entries: [], findings: at(stacksFile, found) });
  const list = expectedType("array");
  const whole = unreadable.filter(({ path }) => path.length === 0);
  if (whole.length > 0) return wrong(whole);
  if (entries === undefined) return wrong([missingSetting("stacks", list.allowed)]);
  if (!Array.isArray(entries))
    return wrong([{ property: "stacks", got: printable(entries, []), ...list }, ...unreadable]);
  if (entries.length === 0) return wrong([noStacks()]);
  const taken = takenStacks(entries);
  let broken = 0;
  const checked = entries.map((_, index) => {
    const check = checkEntry(schema, index, {
      entries,
      takenStacks: taken,
      unreadable,
      region,
      tags,
      repairs: broken < mostRepaired,
    });
    if (check.isBroken) broken += 1;
    return check;
  });
  return {
    entries: checked.flatMap(({ entry }) => entry ?? []),
    findings: checked.flatMap(({ findings }) => findings),
  };
}

/** Checks what the settings files export: keys, types, and what must be unique. AWS's own rules are checked by the constructs. */
export function checkSettings<T extends CommonSettings>(
  schema: z.ZodMiniType<T>,
  project: unknown,
  stacks: unknown,
): CheckedSettings<T> {
  const checked = checkProject(project);
  const { entries, findings } = checkStacks(
    schema,
    stacks,
    writtenRegion(checked.written),
    checked.project.defaultTags ?? {},
  );
  return { project: checked.project, entries, findings: [...checked.findings, ...findings] };
}
