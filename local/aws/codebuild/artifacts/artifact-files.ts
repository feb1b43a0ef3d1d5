import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, isAbsolute, join, relative } from "node:path";
import type { ArtifactDefinition } from "../buildspec/buildspec";
import { matchesFilePattern } from "./file-pattern";

/** The files of an artifact by their paths in it, and the patterns that nothing fits. */
export interface ArtifactFiles {
  readonly files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>;
  readonly unmatched: readonly string[];
}

/** Collects what a build specification names (CodeBuild: Build specification reference, artifacts). */
export function artifactFiles(definition: ArtifactDefinition, folder: string): ArtifactFiles {
  const { files: patterns = [], "exclude-paths": excluded, "discard-paths": discards } = definition;
  const bases = baseFolders(folder, definition["base-directory"]);
  const fitting = new Set<string>();
  const files: Record<string, Uint8Array<ArrayBuffer>> = {};
  for (const base of bases) {
    for (const path of pathsIn(base)) {
      const fits = patterns.filter((pattern) => matchesFilePattern(path, relativePattern(pattern, base)));
      if (fits.length === 0 || excluded.some((pattern) => matchesFilePattern(path, pattern))) continue;
      for (const pattern of fits) fitting.add(pattern);
      files[discards ? basename(path) : path] = Uint8Array.from(readFileSync(join(base, path)));
    }
  }
  return { files, unmatched: patterns.filter((pattern) => !fitting.has(pattern)) };
}

/** The base directory, which may be a pattern that several folders at the top fit. */
function baseFolders(folder: string, pattern = "."): string[] {
  if (!/[*?[]/.test(pattern)) return [isAbsolute(pattern) ? pattern : join(folder, pattern)].filter(isFolder);
  return readdirSync(folder)
    .filter((name) => matchesFilePattern(name, pattern.replace(/\/$/, "")))
    .map((name) => join(folder, name))
    .filter(isFolder);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function pathsIn(base: string): string[] {
  return readdirSync(base, { recursive: true, encoding: "utf8" })
    .filter((path) => statSync(join(base, path), { throwIfNoEntry: false })?.isFile())
    .sort();
}

// A command may have written the whole path of the source's folder into the pattern's place.
function relativePattern(pattern: string, base: string): string {
  return isAbsolute(pattern) ? relative(base, pattern) : pattern;
}
