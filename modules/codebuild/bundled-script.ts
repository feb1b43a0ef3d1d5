import { buildSync } from "esbuild";

/** A TypeScript file and all that it imports, as one script for Node.js 18 and later. */
export function bundledScript(path: string): string {
  const { outputFiles } = buildSync({ entryPoints: [path], bundle: true, write: false, platform: "node" });
  return outputFiles[0]?.text ?? "";
}
