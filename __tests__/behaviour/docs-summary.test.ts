import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { expect, it } from "vitest";
import { project } from "../../settings/project";
import { stacks } from "../../settings/stacks";
import { ProjectCopy } from "../support/project-copy";
import { shippedProject, shippedStacksOfProject } from "../support/shipped";

const file = readFileSync(join(__dirname, "../../docs/summary.md"), "utf8");

// A checkout with other settings may hold the summary of those, which its own CI keeps current.
const isShipped = isDeepStrictEqual([project, stacks], [shippedProject, shippedStacksOfProject]);

it("docs/summary.md is what `npm run synth -- --summary docs/summary.md` writes of the shipped settings", () => {
  const copy = ProjectCopy.forThisTest();
  copy.synth({}, "--summary", "summary.md");
  const summary = copy.read("summary.md");
  expect(isShipped ? file : summary).toBe(summary);
});
