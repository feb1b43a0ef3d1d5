import { bundle } from "../bundle/bundle";

/** A script of a build, by its path below the project's root, for Node.js 18 and later. */
export function bundledScript(path: string): string {
  return bundle(path, { target: "node18" });
}
