export const text = { type: "string" } as const;
const several = { type: "string", multiple: true } as const;
export const flag = { type: "boolean" } as const;

/** The options of `docker build` that change the image, or that mean nothing here. */
export const BUILD_OPTIONS = {
  tag: { ...several, short: "t" },
  file: { ...text, short: "f" },
  "build-arg": several,
  "cache-from": several,
  "cache-to": several,
  label: several,
  load: flag,
  network: text,
  "no-cache": flag,
  platform: text,
  progress: text,
  provenance: text,
  pull: flag,
  push: flag,
  quiet: { ...flag, short: "q" },
  sbom: text,
  target: text,
} as const;

/** Takes `NAME=value` apart. */
export function pairOf(argument: string): [string, string] {
  const [name = "", value = ""] = argument.split(/=(.*)/s);
  return [name, value];
}
