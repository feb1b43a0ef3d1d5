import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AwsClient } from "../../client/aws-client";
import { AwsError } from "../../client/aws-error";
import { getObject } from "../../s3/objects";
import { BuildFailure } from "../build";
import { objectLocation } from "../object-location";

const DEFAULT_PATH = "buildspec.yml";

/** The text of the build specification: given as text, as a path in the primary source, or as the ARN of an object. */
export async function findBuildspec(client: AwsClient, given: string, folder: string): Promise<string> {
  if (isText(given)) return given;
  if (given.startsWith("arn:")) return fromS3(client, given);
  const path = join(folder, given || DEFAULT_PATH);
  if (existsSync(path)) return readFileSync(path, "utf8");
  throw new BuildFailure(
    "YAML_FILE_ERROR",
    given === "" ? "YAML file does not exist" : `stat ${path}: no such file or directory`,
  );
}

function isText(given: string): boolean {
  return /\n|^\s*\{|^\s*version\s*:/.test(given);
}

async function fromS3(client: AwsClient, arn: string): Promise<string> {
  try {
    const { bytes } = await getObject(client, objectLocation(arn));
    return Buffer.from(bytes).toString();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new BuildFailure("YAML_FILE_ERROR", `${arn}: ${error.code}: ${error.message}`);
  }
}
