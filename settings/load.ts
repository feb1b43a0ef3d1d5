import type { z } from "zod/mini";
import { type CheckedSettings, checkSettings } from "./check";
import { unreadableFile } from "./findings/errors";
import { projectFile, type SettingsFinding, stacksFile } from "./findings/location";
import { lineOf, messageOf } from "./findings/thrown";
import type { CommonSettings } from "./schema/common";

type Exported<Name extends string> = Readonly<Partial<Record<Name, unknown>>>;

interface Read {
  readonly value: unknown;
  readonly findings: readonly SettingsFinding[];
}

// A mistake in these files, such as a name without quotes, is the user's: it is reported as one, not as a crash.
function read(file: string, load: () => unknown): Read {
  try {
    return { value: load(), findings: [] };
  } catch (thrown) {
    return {
      value: undefined,
      findings: [{ ...unreadableFile(file, messageOf(thrown)), change: lineOf(thrown, file) }],
    };
  }
}

/** Reads what the user edits, settings/project.ts and settings/stacks.ts, and checks it. */
export function loadSettings<T extends CommonSettings>(schema: z.ZodMiniType<T>): CheckedSettings<T> {
  const project = read(projectFile, () => (require("./project") as Exported<"project">).project);
  const stacks = read(stacksFile, () => (require("./stacks") as Exported<"stacks">).stacks);
  const unread = [...project.findings, ...stacks.findings];
  const checked = checkSettings(schema, project.value, stacks.value);
  const isOfUnread = ({ change }: SettingsFinding) => unread.some(({ property }) => change === property);
  return { ...checked, findings: [...unread, ...checked.findings.filter((found) => !isOfUnread(found))] };
}
