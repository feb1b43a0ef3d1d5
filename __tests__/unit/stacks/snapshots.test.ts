import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { shippedStacks } from "../../support/shipped";
import { synthesize } from "../../support/synthesize";

type System = (typeof shippedStacks)[number]["system"];
const systems = shippedStacks.map(({ system }) => system);

const shipped = (system: System) => {
  const entry = shippedStacks.find((one) => one.system === system);
  if (!entry) throw new Error(`nothing is shipped of ${system}`);
  return entry;
};

const written = (system: System): string =>
  readFileSync(join(synthesize(shipped(system)), "cdk.tf.json"), "utf8");

function writtenFrom(folder: string, system: System): string {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return written(system);
  } finally {
    process.chdir(before);
  }
}

describe.each(systems)("the shipped stack %s", (system) => {
  it("is, as a whole, what was reviewed", async () => {
    await expect(written(system)).toMatchFileSnapshot(`__snapshots__/${system}.tf.json`);
  });

  it("has the same bytes each time, in whatever output folder", () => {
    expect(written(system)).toBe(written(system));
  });

  it("has the same bytes from another working directory", () => {
    expect(writtenFrom(tmpdir(), system)).toBe(written(system));
  });

  it("names no folder of this machine", () => {
    const text = written(system);
    for (const folder of [process.cwd(), tmpdir(), __dirname]) expect(text).not.toContain(folder);
  });
});
