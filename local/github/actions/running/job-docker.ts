import { AwsClient } from "../../../aws/client/aws-client";
import { AwsError } from "../../../aws/client/aws-error";
import type { CommandResult } from "../../../aws/codebuild/docker/docker-command";
import { startDockerDaemon } from "../../../aws/codebuild/docker/docker-daemon";
import { DockerEngine } from "../../../aws/codebuild/docker/docker-engine";
import { Registries } from "../../../aws/codebuild/docker/registry";
import type { LocalAccount } from "../../../aws/local-account";
import { runContainer } from "../../../aws/local-containers";

/** Docker on the runner of a job: its images go with the job. */
export interface JobDocker {
  /** As the variable DOCKER_HOST names it. */
  readonly host: string;
  /** Calls `docker` with these arguments. */
  run(...args: readonly string[]): Promise<CommandResult>;
  stop(): void;
}

/** Starts the daemon of a job. */
export async function startJobDocker(account: LocalAccount): Promise<JobDocker> {
  const registries = new Registries(account.endpoint, (key) => isKnownKey(account, key));
  const engine = new DockerEngine(registries, (run) => runContainer(account, run));
  const { host, stop } = await startDockerDaemon((call) => engine.carryOut(call));
  return {
    host,
    stop,
    run: (...args) => engine.carryOut({ args, folder: "/", input: "", environment: {} }),
  };
}

async function isKnownKey({ endpoint, region }: LocalAccount, key: string): Promise<boolean> {
  try {
    await new AwsClient(endpoint, key, region).query("sts", "GetCallerIdentity", {});
    return true;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return false;
  }
}
