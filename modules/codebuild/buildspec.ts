import { readFileSync } from "node:fs";
import { join } from "node:path";
import { literal } from "../terraform/literal";
import { bundledScript } from "./bundled-script";
import { packedScript } from "./packed-script";

const folder = join(__dirname, "../../buildspec");

/** A build specification of this project's `buildspec` folder, with its scripts, as text that goes into the build project. */
export function shippedBuildspec(fileName: string): string {
  return literal(buildspecWithScripts(readFileSync(join(folder, fileName), "utf8")));
}

/** Where `<scripts/….ts>` stands, that script, packed. */
function buildspecWithScripts(text: string): string {
  return text.replaceAll(/<(scripts\/[a-z-]+\.ts)>/g, (_, path: string) =>
    packedScript(bundledScript(`buildspec/${path}`)),
  );
}
