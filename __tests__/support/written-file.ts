import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll } from "vitest";

const projectFolder = join(__dirname, "../..");

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A file with this content, which goes with the test file: its path as settings name files, from the project's root. */
export function writtenFile(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), "file-"));
  folders.push(folder);
  const path = join(folder, "task-definition.json");
  writeFileSync(path, content);
  return relative(projectFolder, path);
}
