import { DockerError } from "./docker-command";

/** What a Dockerfile needs of the world. */
export interface Dockerfile {
  /** The images of its FROM lines, without stages of its own; the last one is what the image is built on. */
  readonly bases: readonly string[];
  /** Files of the context that COPY and ADD name plainly. */
  readonly copied: readonly string[];
}

/** Reads the lines of a Dockerfile that can fail a build. */
export function readDockerfile(text: string, buildArgs: Readonly<Record<string, string>>): Dockerfile {
  const values = new Map<string, string>();
  const stages = new Map<string, string>();
  const bases: string[] = [];
  const copied: string[] = [];
  for (const line of instructions(text)) {
    const [instruction = "", ...words] = line.split(/\s+/);
    const plain = words.filter((word) => !word.startsWith("--"));
    switch (instruction.toUpperCase()) {
      case "ARG": {
        const [name = "", value] = (plain[0] ?? "").split(/=(.*)/s);
        const given = buildArgs[name] ?? value?.replace(/^(["'])(.*)\1$/, "$2");
        if (given !== undefined) values.set(name, given);
        break;
      }
      case "FROM": {
        const [name = "", as, stage] = plain;
        const image = substituted(name, values);
        const base = stages.get(image) ?? image;
        if (base !== "scratch") bases.push(base);
        if (as?.toUpperCase() === "AS" && stage !== undefined) stages.set(stage, base);
        break;
      }
      case "COPY":
      case "ADD":
        if (words.some((word) => word.startsWith("--from="))) break;
        copied.push(...plain.slice(0, -1).filter((path) => !/[*?[\]$"{]|^https?:|^<</.test(path)));
        break;
    }
  }
  if (!/^\s*FROM\s/im.test(text)) {
    throw new DockerError(
      "ERROR: failed to solve: dockerfile parse error: no build stage in current context",
    );
  }
  return { bases, copied };
}

function instructions(text: string): string[] {
  return text
    .replace(/^\s*#.*$/gm, "")
    .replace(/\\\r?\n/g, " ")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function substituted(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/\$(?:\{(\w+)(?::-([^}]*))?\}|(\w+))/g, (_, braced, fallback = "", bare) => {
    return values.get(braced ?? bare) ?? fallback;
  });
}
