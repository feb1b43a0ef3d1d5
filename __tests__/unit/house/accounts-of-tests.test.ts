import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const folder = join(__dirname, "../../terraform");

// The files run side by side, and one finds what another leaves or prepares in its account.
it("no AWS account is used by two files of tests with Terraform", () => {
  const usedBy = new Map<string, Set<string>>();
  for (const file of readdirSync(folder)) {
    const text = readFileSync(join(folder, file), "utf8");
    // `npm run try` has a bench of its own, with accounts that no other file sees.
    if (text.includes("tryParts")) continue;
    for (const [account] of text.matchAll(/\b1\d{11}\b/g)) {
      usedBy.set(account, (usedBy.get(account) ?? new Set()).add(file));
    }
  }
  expect(usedBy.size).toBeGreaterThan(0);
  expect([...usedBy].filter(([, files]) => files.size > 1)).toEqual([]);
});
