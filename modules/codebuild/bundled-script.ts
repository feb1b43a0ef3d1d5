import { join } from "node:path";
import { buildSync } from "esbuild";

const root = join(__dirname, "../..");

/** A TypeScript file of this project and all that it imports, as one script for Node.js 18 and later: the same on every machine. */
export function bundledScript(path: string): string {
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: [path],
    bundle: true,
    write: false,
    platform: "node",
    target: "node18",
    // jsonc-parser's `main` requires its parts in a way that nothing can bundle.
    mainFields: ["module", "main"],
    // A linked folder of packages is no other one.
    preserveSymlinks: true,
    minify: true,
    legalComments: "none",
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}
