import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { strToU8, zipSync } from "fflate";
import { imageOf, type PushableImage, sha256 } from "../../ecr/image-manifest";
import { matchesFilePattern } from "../artifacts/file-pattern";
import { DockerError } from "./docker-command";
import { readDockerfile } from "./dockerfile";

/** What `docker build` is told. */
export interface ImageBuild {
  /** The context: the folder whose files an image may have. */
  readonly context: string;
  readonly dockerfile: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly target: string | undefined;
  readonly platform: string;
  readonly labels: readonly string[];
  /** The layers of an image that a FROM names; undefined for one that only its name is known of. */
  readonly baseLayers: (name: string) => Promise<readonly Uint8Array[] | undefined>;
}

// The same files make the same layer. A zip knows no earlier day.
const PACKED_AT = new Date(1980, 0, 1);

/** Makes an image of the Dockerfile and the context's files. Nothing in it is run: it is what it was made of. */
export async function buildImage(build: ImageBuild): Promise<PushableImage> {
  if (!existsSync(build.dockerfile)) {
    throw new DockerError(
      `ERROR: failed to solve: failed to read dockerfile: open ${build.dockerfile}: no such file or directory`,
    );
  }
  const text = readFileSync(build.dockerfile, "utf8");
  const { bases, copied } = readDockerfile(text, build.buildArgs);
  const files = contextFiles(build.context);
  for (const path of copied) checkIsThere(path, build.context);
  const layers: (readonly Uint8Array[] | undefined)[] = [];
  for (const base of bases) layers.push(await build.baseLayers(base));
  const layer = zipSync(files, { mtime: PACKED_AT });
  const [os, architecture] = build.platform.split("/");
  const config = {
    architecture,
    os,
    config: { Labels: Object.fromEntries(build.labels.map((label) => label.split(/=(.*)/s).slice(0, 2))) },
    rootfs: { type: "layers", diff_ids: [sha256(layer)] },
    history: bases.map((base, index) => ({
      created_by: `FROM ${base}`,
      comment: (layers[index] ?? []).map(sha256).join(" "),
    })),
    build: { args: build.buildArgs, target: build.target, dockerfile: text },
  };
  return imageOf(strToU8(JSON.stringify(config)), [...(layers.at(-1) ?? []), layer]);
}

/** The files that .dockerignore leaves. */
function contextFiles(context: string): Record<string, Uint8Array> {
  const rules = ignoreRules(join(context, ".dockerignore"));
  const paths = readdirSync(context, { recursive: true, encoding: "utf8" })
    .filter((path) => statSync(join(context, path), { throwIfNoEntry: false })?.isFile())
    .filter((path) => !isIgnored(path, rules))
    .sort();
  return Object.fromEntries(paths.map((path) => [path, new Uint8Array(readFileSync(join(context, path)))]));
}

function ignoreRules(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
}

// The last rule that fits decides; one with ! takes a file back in.
function isIgnored(path: string, rules: readonly string[]): boolean {
  return rules.reduce((ignored, rule) => {
    const pattern = rule.replace(/^!/, "").replace(/^\/|\/$/g, "");
    const fits = matchesFilePattern(path, pattern) || matchesFilePattern(path, `${pattern}/**`);
    return fits ? !rule.startsWith("!") : ignored;
  }, false);
}

function checkIsThere(path: string, context: string): void {
  if (existsSync(resolve(context, path.replace(/^\/+/, "")))) return;
  throw new DockerError(
    `ERROR: failed to solve: failed to compute cache key: failed to calculate checksum of ref: "/${path}": not found`,
  );
}
