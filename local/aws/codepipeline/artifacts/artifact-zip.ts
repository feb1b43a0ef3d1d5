import { unzipSync, zipSync } from "fflate";
import type { ArtifactFiles } from "../actions/action-provider";

// The same files make the same bytes. A zip knows no earlier day.
const PACKED_AT = new Date(1980, 0, 1);

/** Packs files as an artifact. */
export function zipFiles(files: ArtifactFiles): Uint8Array<ArrayBuffer> {
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  return zipSync(Object.fromEntries(sorted), { mtime: PACKED_AT });
}

/** The files of a zip, or undefined for what is none. */
export function unzipFiles(bytes: Uint8Array): ArtifactFiles | undefined {
  if (!startsLikeZip(bytes)) return undefined;
  const entries = Object.entries(unzipSync(bytes));
  return Object.fromEntries(entries.filter(([path]) => !path.endsWith("/")));
}

// "PK", then a file's header or, of an empty zip, the end of the directory.
function startsLikeZip([p, k, kind]: Uint8Array): boolean {
  return p === 0x50 && k === 0x4b && (kind === 3 || kind === 5);
}
