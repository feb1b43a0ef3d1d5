import { parse } from "yaml";
import { z } from "zod";

// Every scalar is read as the text that stands there, so `version: 0.2` and `discard-paths: yes` are strings.
const text = z.string();
const yesOrNo = z.enum(["yes", "no", "true", "false"]).transform((word) => word === "yes" || word === "true");
const byName = z.record(text, text);
const ignored = z.unknown().optional();

const phase = z.strictObject({
  "run-as": text.optional(),
  "on-failure": z
    .string()
    .regex(/^(ABORT|CONTINUE|RETRY(-.+)?)$/)
    .optional(),
  "runtime-versions": ignored,
  commands: z.array(text).default([]),
  finally: z.array(text).default([]),
});

const artifact = z.strictObject({
  files: z.array(text).optional(),
  name: text.optional(),
  "discard-paths": yesOrNo.default(false),
  "base-directory": text.optional(),
  "exclude-paths": z.union([text.transform((one) => [one]), z.array(text)]).default([]),
  "enable-symlinks": ignored,
  "s3-prefix": text.optional(),
});

const buildspec = z.strictObject({
  version: z.literal("0.2", { error: "the local AWS runs version 0.2" }),
  "run-as": text.optional(),
  env: z
    .strictObject({
      shell: z.enum(["sh", "bash", "/bin/sh", "/bin/bash"]).default("sh"),
      variables: byName.default({}),
      "parameter-store": byName.default({}),
      "secrets-manager": byName.default({}),
      "exported-variables": z.array(text).default([]),
      "git-credential-helper": ignored,
    })
    .prefault({}),
  proxy: ignored,
  batch: ignored,
  phases: z.strictObject({
    install: phase.optional(),
    pre_build: phase.optional(),
    build: phase.optional(),
    post_build: phase.optional(),
  }),
  reports: ignored,
  artifacts: artifact.extend({ "secondary-artifacts": z.record(text, artifact).default({}) }).optional(),
  cache: ignored,
});

/** A build specification (CodeBuild: Build specification reference). */
export type Buildspec = z.output<typeof buildspec>;

/** One artifact as a build specification describes it. */
export type ArtifactDefinition = z.output<typeof artifact>;

/** The parts of a build specification that are taken and not carried out. */
export const NOT_CARRIED_OUT = ["proxy", "batch", "reports", "cache"] as const;

/** A build specification that CodeBuild would not run. */
export class BuildspecError extends Error {
  override readonly name = "YAML_FILE_ERROR";
}

/** Reads a build specification; a wrong one is a BuildspecError that says what is wrong with it. */
export function parseBuildspec(yaml: string): Buildspec {
  const result = buildspec.safeParse(readYaml(yaml));
  if (result.success) return result.data;
  throw new BuildspecError(z.prettifyError(result.error));
}

function readYaml(yaml: string): unknown {
  try {
    return parse(yaml, { schema: "failsafe", logLevel: "error" });
  } catch (error) {
    throw new BuildspecError(error instanceof Error ? error.message : String(error));
  }
}
