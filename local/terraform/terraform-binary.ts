import { spawnSync } from "node:child_process";

/** The terraform on the PATH. */
export interface TerraformBinary {
  readonly version: string;
  /** The name of this machine's kind in provider folders, such as `linux_amd64`. */
  readonly platform: string;
}

const LEAST_MINOR = 11;
const HOW_TO_GET_IT = "Install Terraform 1.11 or later: https://developer.hashicorp.com/terraform/install";

/** One line saying what is missing to run Terraform here and how to get it; undefined where nothing is. */
export function missingForTerraform(): string | undefined {
  const found = findTerraform();
  return typeof found === "string" ? found : undefined;
}

/** The terraform on the PATH; throws where it is missing or too old. */
export function terraformBinary(): TerraformBinary {
  const found = findTerraform();
  if (typeof found === "string") throw new Error(found);
  return found;
}

function findTerraform(): TerraformBinary | string {
  const { stdout, error, status } = spawnSync("terraform", ["version", "-json"], {
    encoding: "utf8",
    // A busy machine takes its time; a terraform that hangs is another matter.
    timeout: 120_000,
    env: { ...process.env, CHECKPOINT_DISABLE: "1" },
  });
  if (error) return `terraform cannot be run (${error.message}). ${HOW_TO_GET_IT}`;
  if (status !== 0) return `terraform version ended with exit code ${status}. ${HOW_TO_GET_IT}`;
  const { terraform_version: version, platform } = JSON.parse(stdout) as {
    terraform_version: string;
    platform: string;
  };
  // Before 1.11 the S3 backend's own locking was an experiment.
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isOld = major < 1 || (major === 1 && minor < LEAST_MINOR);
  return isOld ? `terraform is ${version}, which is too old. ${HOW_TO_GET_IT}` : { version, platform };
}
