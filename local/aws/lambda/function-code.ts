import { createHash } from "node:crypto";
import { unzipSync } from "fflate";
import { z } from "zod";
import { AwsError } from "../client/aws-error";
import { type Scope, ScopedState } from "../gateway/scope";
import type { Caller } from "../iam/caller";

/** Where CreateFunction and UpdateFunctionCode find the code. */
export const codeLocation = z.object({
  ZipFile: z.string().optional(),
  S3Bucket: z.string().optional(),
  S3Key: z.string().optional(),
  S3ObjectVersion: z.string().optional(),
  ImageUri: z.string().optional(),
});

type CodeLocation = z.output<typeof codeLocation>;

/** The zips of an account and region by `CodeSha256`, so that each version finds its own. */
const zipsIn = new ScopedState(() => new Map<string, Uint8Array>());

/** Reads the zip as the caller; undefined for an image. */
export async function readCode(
  location: CodeLocation,
  scope: Scope,
  caller: Caller,
): Promise<Uint8Array | undefined> {
  if (location.ImageUri !== undefined) return undefined;
  const zip =
    location.ZipFile === undefined
      ? await readObject(location, scope, caller)
      : Buffer.from(location.ZipFile, "base64");
  filesIn(zip);
  return zip;
}

async function readObject(location: CodeLocation, scope: Scope, caller: Caller): Promise<Uint8Array> {
  const { S3Bucket, S3Key, S3ObjectVersion } = location;
  if (S3Bucket === undefined || S3Key === undefined) {
    throw new AwsError("InvalidParameterValueException", "Please provide a source for function code.");
  }
  const key = S3Key.split("/").map(encodeURIComponent).join("/");
  const version = S3ObjectVersion === undefined ? "" : `?versionId=${encodeURIComponent(S3ObjectVersion)}`;
  const client = caller.kind === "account" ? scope.moto : scope.as(caller);
  const response = await client.send("s3", "GET", `/${S3Bucket}/${key}${version}`);
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  const code = /<Code>(.*?)<\/Code>/.exec(await response.text())?.[1] ?? `HTTP${response.status}`;
  throw new AwsError(
    "InvalidParameterValueException",
    `Error occurred while GetObject of s3://${S3Bucket}/${S3Key}. S3 Error Code: ${code}.`,
  );
}

/** Keeps the zip of a function. */
export function keepCode(scope: Scope, zip: Uint8Array): void {
  zipsIn.of(scope).set(createHash("sha256").update(zip).digest("base64"), zip);
}

/** The files of a function by path. */
export function codeOf(scope: Scope, codeSha256: string): Readonly<Record<string, Uint8Array>> {
  const zip = zipsIn.of(scope).get(codeSha256);
  if (zip === undefined) throw new Error(`The local AWS does not keep the code ${codeSha256}.`);
  return filesIn(zip);
}

function filesIn(zip: Uint8Array): Readonly<Record<string, Uint8Array>> {
  let files: Readonly<Record<string, Uint8Array>>;
  try {
    files = unzipSync(zip);
  } catch (error) {
    throw notUnzipped(error instanceof Error ? error.message : String(error));
  }
  const outside = Object.keys(files).find((path) => path.startsWith("/") || path.split("/").includes(".."));
  if (outside !== undefined) throw notUnzipped(`${outside} is outside of it`);
  return files;
}

function notUnzipped(reason: string): AwsError {
  return new AwsError("InvalidParameterValueException", `Could not unzip uploaded file: ${reason}`);
}
