import { readFileSync } from "node:fs";
import { join } from "node:path";
import { literal } from "../terraform/literal";

const folder = join(__dirname, "../../buildspec");

/** A build specification of this project's `buildspec` folder, as text that goes into the build project. */
export function shippedBuildspec(fileName: string): string {
  return literal(readFileSync(join(folder, fileName), "utf8"));
}
