import { join } from "node:path";
import { type BuildOptions, buildSync } from "esbuild";

const root = join(__dirname, "../..");

/** What depends on where a bundle runs. */
export type BundleTarget = Pick<BuildOptions, "target" | "format">;

const bundles = new Map<string, string>();

/** A TypeScript file of this project and all that it imports, as one file for Node.js: the same on every machine. */
export function bundle(path: string, target: BundleTarget): string {
  const key = JSON.stringify([path, target]);
  const made = bundles.get(key) ?? bundled(path, target);
  bundles.set(key, made);
  return made;
}

function bundled(path: string, target: BundleTarget): string {
  const { outputFiles } = buildSync({
    ...target,
    absWorkingDir: root,
    entryPoints: [path],
    bundle: true,
    write: false,
    platform: "node",
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
