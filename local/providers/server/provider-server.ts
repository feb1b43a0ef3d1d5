import { type handleUnaryCall, Server, ServerCredentials, status } from "@grpc/grpc-js";
import { providerService } from "../wire/tfplugin5";
import { type ProviderMethod, providerMethods } from "./provider-methods";
import type { Environment, StandInProvider } from "./stand-in-provider";

/** A stand-in provider that listens on a free port of this machine. */
export interface ProviderServer {
  readonly port: number;
  stop(): void;
}

/** Serves one provider over plugin protocol 5 without TLS. One port is one provider. */
export async function serveProvider<Context>(
  provider: StandInProvider<Context>,
  environment: Environment,
): Promise<ProviderServer> {
  const server = new Server();
  const methods = Object.entries(providerMethods(provider, environment));
  server.addService(
    providerService(),
    Object.fromEntries(methods.map(([name, method]) => [name, unary(method)])),
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { port, stop: () => server.forceShutdown() };
}

function unary(method: ProviderMethod): handleUnaryCall<unknown, object> {
  return (call, callback) => {
    method(call.request as never, call.getPeer()).then(
      (response) => callback(null, response),
      (error: unknown) => callback({ code: status.INTERNAL, details: String(error) }),
    );
  };
}
