import { readFileSync } from "node:fs";
import { join } from "node:path";
import { literal } from "../terraform/literal";
import { bundledScript } from "./bundled-script";
import { packedScript } from "./packed-script";

const folder = join(__dirname, "../../buildspec");

/** A build specification of this project's `buildspec` folder, with its scripts, as text that goes into the build project. */
export function shippedBuildspec(fileName: string): string {
  return literal(buildspecWithScripts(read(fileName)));
}

/** Where `<scripts/….ts>` or `<scripts/….sh>` stands, that script, packed. */
function buildspecWithScripts(text: string): string {
  return text.replaceAll(/<(scripts\/[a-z/-]+\.(?:ts|sh))>/g, (_, path: string) =>
    packedScript(path.endsWith(".ts") ? bundledScript(`buildspec/${path}`) : read(path)),
  );
}

function read(path: string): string {
  return readFileSync(join(folder, path), "utf8");
}
