import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { unzipSync } from "fflate";
import { BuildFailure } from "../build";

/** Unpacks a zip into a folder. As with a pipeline's artifacts on AWS, no file is executable. */
export function unpack(zip: Uint8Array, folder: string, what: string, withoutTopFolder = false): void {
  mkdirSync(folder, { recursive: true });
  for (const [path, content] of Object.entries(filesOf(zip, what))) {
    const inside = withoutTopFolder ? path.replace(/^[^/]+\//, "") : path;
    if (inside === "" || inside.endsWith("/")) continue;
    if (normalize(inside).startsWith("..")) {
      throw new BuildFailure("CLIENT_ERROR", `${what} has a path that leads out of it: ${path}`);
    }
    const file = join(folder, inside);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

function filesOf(zip: Uint8Array, what: string): Record<string, Uint8Array> {
  try {
    return unzipSync(zip);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BuildFailure("CLIENT_ERROR", `${what} is no zip: ${reason}`);
  }
}
