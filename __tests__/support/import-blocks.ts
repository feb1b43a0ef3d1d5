import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A resource as `terraform show -json` shows it, in a state or in a plan. */
export interface ShownResource {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

// The page for people in trouble, and that of a system of which something is often there already.
const pages = ["trouble.md", "stacks/cloudfront-continuous-deployment.md"].map((page) =>
  readFileSync(join(__dirname, "../../docs", page), "utf8"),
);
const rows = [...pages.join("\n").matchAll(/^\| `(\w+)` \| `(\S+)` \|$/gm)];

/** The ID that a page gives each type, with its attributes in angle brackets. */
export const importIds: ReadonlyMap<string, string> = new Map(
  rows.map(([, type = "", id = ""]) => [type, id] as const),
);

/** The import block that somebody would write by those pages. */
export function importBlock({ address, type, values }: ShownResource): object {
  const id = importIds.get(type)?.replace(/<(\w+)>/g, (_, attribute: string) => {
    const value = values[attribute];
    if (typeof value !== "string") throw new Error(`${address} has no ${attribute} yet.`);
    return value;
  });
  if (id === undefined) throw new Error(`No page has an ID for ${type}.`);
  return { to: address, id };
}
