import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Writable } from "node:stream";
import { githubProvider } from "./github/github-provider";
import { randomProvider } from "./random/random-provider";
import { type ProviderServer, serveProvider } from "./server/provider-server";
import type { Environment } from "./server/stand-in-provider";

/** The providers that can be stood in for, by their name in `required_providers`. */
export type StandInName = "random" | "github";

/** Stand-ins that run in this process until they are stopped. */
export interface StandInProviders {
  /** The value of TF_REATTACH_PROVIDERS. */
  readonly reattach: string;
  stop(): Promise<void>;
}

const STAND_INS = {
  random: { source: randomProvider.source, serve: (env: Environment) => serveProvider(randomProvider, env) },
  github: { source: githubProvider.source, serve: (env: Environment) => serveProvider(githubProvider, env) },
};

/**
 * Starts stand-ins for providers that `terraform init` cannot find here. Terraform must be run asynchronously beside them.
 * `environment` is the Terraform run's: a provider of its own process would inherit it.
 */
export async function startStandInProviders(
  which: readonly StandInName[],
  environment: Environment = process.env,
): Promise<StandInProviders> {
  const served = await Promise.all(
    which.map(async (name) => ({ name, server: await STAND_INS[name].serve(environment) })),
  );
  const proxy = startProxyProcess();
  const entries = served.map(({ name, server }) => [STAND_INS[name].source, reattachTo(server, proxy.pid)]);
  return {
    reattach: JSON.stringify(Object.fromEntries(entries)),
    stop: async () => {
      for (const { server } of served) server.stop();
      proxy.stdin.end();
    },
  };
}

/**
 * The process that Terraform takes for the provider: it must live, or every call after a second is cancelled, and
 * Terraform may kill it, so it cannot be this one. It ends when its standard input does, at the latest with us.
 */
function startProxyProcess(): ChildProcessByStdio<Writable, null, null> {
  return spawn("cat", { stdio: ["pipe", "ignore", "ignore"] });
}

function reattachTo(server: ProviderServer, pid: number | undefined): object {
  const address = { Network: "tcp", String: `127.0.0.1:${server.port}` };
  return { Protocol: "grpc", ProtocolVersion: 5, Test: true, Pid: pid, Addr: address };
}
