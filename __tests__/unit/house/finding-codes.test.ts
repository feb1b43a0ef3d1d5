import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { findingCodes } from "../../../modules/findings/codes";

const root = join(__dirname, "../../..");

const sources = ["modules", "settings", "report", "stacks"]
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)),
  )
  .filter((path) => path.endsWith(".ts") && !path.endsWith("findings/codes.ts"))
  .map((path) => readFileSync(join(root, path), "utf8"))
  .join("\n");

const documented = [
  ...readFileSync(join(root, "docs/errors.md"), "utf8").matchAll(/^\| `([A-Z0-9-]+)` \|/gm),
].map(([, code]) => code);

it("every code stands once in the list of docs/errors.md, and nothing else does", () => {
  expect(documented.toSorted()).toEqual([...findingCodes].toSorted());
});

it("every code is used, and for one kind of mistake only", () => {
  const uses = findingCodes.map((code) => [code, sources.split(`"${code}"`).length - 1] as const);
  expect(uses.filter(([, times]) => times !== 1)).toEqual([]);
});
