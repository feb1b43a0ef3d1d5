import { PreloadedAws } from "./codebuild/commands/preloaded/preloaded-aws";
import { Gateway } from "./gateway/gateway";
import type { LoggedRequest } from "./gateway/request-log";
import type { Scope } from "./gateway/scope";
import { startMoto } from "./moto/moto-server";

/** A local AWS that answers every account and region at one endpoint. */
export interface LocalAws {
  readonly endpoint: string;
  /** What the engine itself sees of an account in a region, for tests of its parts. */
  scopeOf(accountId: string, region: string): Scope;
  stop(): Promise<void>;
}

/** What a local AWS can be told. */
export interface LocalAwsOptions {
  /** Gets every request after it was answered: the verbose log, off by default. */
  readonly onRequest?: (request: LoggedRequest) => void;
  /** The local GitHub that sources read. @default a GitHub source finds no repository */
  readonly githubUrl?: string;
  /** Load the AWS CLI once for all builds: worth its while where builds call it often. @default false */
  readonly preloadsAws?: boolean;
}

/** Starts moto in a child process and the gateway in this one. Each account starts empty. */
export async function startLocalAws(options: LocalAwsOptions = {}): Promise<LocalAws> {
  const moto = await startMoto();
  const preloadedAws = options.preloadsAws === true ? new PreloadedAws() : undefined;
  const gateway = new Gateway({
    motoEndpoint: moto.endpoint,
    githubUrl: options.githubUrl,
    preloadedAws,
    onRequest: options.onRequest,
  });
  const endpoint = await gateway.listen();
  return {
    endpoint,
    scopeOf: (accountId, region) => gateway.scopeOf(accountId, region),
    async stop() {
      await gateway.close();
      await preloadedAws?.stop();
      await moto.stop();
    },
  };
}
