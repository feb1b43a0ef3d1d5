import { bundle } from "../bundle/bundle";

/** The code of a Lambda function, by the path of its handler below the project's root, as a module for Node.js 22. */
export function bundledFunction(path: string): string {
  return bundle(path, { target: "node22", format: "cjs" });
}
