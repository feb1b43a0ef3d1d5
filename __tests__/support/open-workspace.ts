import { existsSync } from "node:fs";
import { join } from "node:path";
import type { LocalAccount } from "../../local/aws/local-account";
import { type Bench, type BenchOptions, openWorkspace as open } from "../../local/bench";
import type { Workspace } from "../../local/terraform/workspace";
import { bucketsOf, claimBuckets } from "./claimed-buckets";

/** A stack's folder, copied to where Terraform applies it on the bench, with buckets that no other test file has. */
export function openWorkspace(
  bench: Bench,
  account: LocalAccount,
  stackFolder: string,
  options: BenchOptions = {},
): Promise<Workspace> {
  // Where it is written as HCL, it is written as JSON in the same file of tests.
  if (existsSync(join(stackFolder, "cdk.tf.json"))) claimBuckets(bucketsOf(stackFolder));
  return open(bench, account, stackFolder, options);
}
