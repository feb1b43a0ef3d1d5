import { devNull } from "node:os";
import { awsCommand } from "./aws-command";
import { callOf } from "./call-of";
import type { PreloadedAws } from "./preloaded/preloaded-aws";

/** Where one of these is the build's own, the AWS CLI has to read it: one that is loaded already did not. */
const SETTINGS = [
  "AWS_CONFIG_FILE",
  "AWS_SHARED_CREDENTIALS_FILE",
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_DATA_PATH",
];

/** The lines of a shell script that is `aws`, or a line that says why there is none. */
export async function awsScript(
  preloadedAws?: PreloadedAws,
): Promise<{ readonly script: string } | { readonly missing: string }> {
  const aws = await awsCommand();
  if ("missing" in aws) return aws;
  const preloaded = await preloadedAws?.command();
  if (preloaded === undefined) return { script: callOf(aws.words) };
  const settings = SETTINGS.map((name) => `$${name}`).join("");
  return {
    script: `[ "${settings}" != '${devNull}${devNull}' ] || ${callOf(preloaded)}\n${callOf(aws.words)}`,
  };
}
