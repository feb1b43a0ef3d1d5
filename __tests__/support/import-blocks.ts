import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A resource as `terraform show -json` shows it, in a state or in a plan. */
export interface ShownResource {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

const page = readFileSync(join(__dirname, "../../docs/trouble.md"), "utf8");
const rows = [...page.matchAll(/^\| `(\w+)` \| `(\S+)` \|$/gm)];

/** The ID that the page for people in trouble gives each type, with its attributes in angle brackets. */
export const importIds: ReadonlyMap<string, string> = new Map(
  rows.map(([, type = "", id = ""]) => [type, id] as const),
);

/** The import block that somebody would write by that page. */
export function importBlock({ address, type, values }: ShownResource): object {
  const id = importIds.get(type)?.replace(/<(\w+)>/g, (_, attribute: string) => {
    const value = values[attribute];
    if (typeof value !== "string") throw new Error(`${address} has no ${attribute} yet.`);
    return value;
  });
  if (id === undefined) throw new Error(`docs/trouble.md has no ID for ${type}.`);
  return { to: address, id };
}
