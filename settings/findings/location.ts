import type { Finding } from "../../modules/findings/finding";
import { withoutSecrets } from "./secret";

/** The way to something inside a value. */
export type Path = readonly PropertyKey[];

/** A finding about what stands at a path of the settings. */
export interface FindingAtPath extends Finding {
  readonly path: Path;
}

/** A finding about the settings, and the place in their files where it is mended. */
export interface SettingsFinding extends Finding {
  readonly change: string;
}

export const projectFile = "settings/project.ts";
export const stacksFile = "settings/stacks.ts";

const identifier = /^[A-Za-z_$][\w$]*$/;

/** Where an entry stands, by its place in the list and the name of its stack. */
export function entryLocation(entry: unknown, index: number): string {
  const stack = (entry as { readonly stack?: unknown } | null | undefined)?.stack;
  const named = typeof stack === "string" ? `, stack ${JSON.stringify(withoutSecrets(stack))}` : "";
  return `${stacksFile}, entry [${index}]${named}`;
}

/** A path as the code would write it: `stacks[0].source.branch`. */
export function propertyPath(root: string, path: Path): string {
  const keys = path.map((key) => {
    if (typeof key === "number") return `[${key}]`;
    const name = withoutSecrets(String(key));
    return identifier.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
  });
  return `${root}${keys.join("")}`;
}
