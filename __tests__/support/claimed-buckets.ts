import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect } from "vitest";
import { z } from "zod";

const configuration = z.object({
  resource: z.object({
    aws_s3_bucket: z.record(z.string(), z.object({ bucket: z.string() })).default({}),
  }),
});

const bucketArn = "arn:aws:s3:::";

/** The buckets among ARNs. */
export function bucketsAmong(arns: readonly string[]): readonly string[] {
  return arns.filter((arn) => arn.startsWith(bucketArn)).map((arn) => arn.slice(bucketArn.length));
}

/** The buckets that a stack makes. */
export function bucketsOf(stackFolder: string): readonly string[] {
  const json = readFileSync(join(stackFolder, "cdk.tf.json"), "utf8");
  const { resource } = configuration.parse(JSON.parse(json));
  return Object.values(resource.aws_s3_bucket).map(({ bucket }) => bucket);
}

/**
 * Claims buckets for a test file, as long as the test run lasts. Names of buckets are global: two files that have the same
 * one fail where they happen to overlap, and here always.
 */
export function claimBuckets(
  buckets: readonly string[],
  testFile = basename(expect.getState().testPath ?? ""),
): void {
  for (const bucket of buckets) claim(bucket, testFile);
}

function claim(bucket: string, testFile: string): void {
  // The temporary folder belongs to the test run.
  const claims = join(tmpdir(), "claimed-buckets");
  mkdirSync(claims, { recursive: true });
  const owner = ownerOf(join(claims, bucket), testFile);
  if (owner === testFile) return;
  throw new Error(
    `The bucket "${bucket}" belongs to ${testFile} and to ${owner}. Names of buckets are global: rename one.`,
  );
}

/** Whose file it is: the first one's who writes it. */
function ownerOf(file: string, testFile: string): string {
  try {
    writeFileSync(file, testFile, { flag: "wx" });
    return testFile;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return readFileSync(file, "utf8");
  }
}
