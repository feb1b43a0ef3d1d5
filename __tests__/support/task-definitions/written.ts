import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll } from "vitest";

const root = join(__dirname, "../../..");
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Writes a task definition, and answers with its path as settings name it. It goes with the test file. */
export function writtenTaskDefinition(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "task-definition-"));
  folders.push(folder);
  const path = join(folder, "task-definition.json");
  writeFileSync(path, text);
  return relative(root, path);
}
