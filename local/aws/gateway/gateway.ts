import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { AwsError } from "../client/aws-error";
import type { PreloadedAws } from "../codebuild/commands/preloaded/preloaded-aws";
import { putEvent } from "../events/event-bus";
import { authorize } from "../iam/authorize";
import type { Caller } from "../iam/caller";
import { forgetPolicies } from "../iam/policies/principal-policies";
import { SERVICES } from "../services/index";
import { type Answer, errorAnswer } from "./answer";
import { type AwsRequest, readAwsRequest } from "./aws-request";
import { Callers } from "./callers";
import { answerOfMoto, motoLacks } from "./moto-proxy";
import type { LoggedRequest } from "./request-log";
import { resourceOwner } from "./resource-owner";
import { type NewEvent, type Scope, Scopes } from "./scope";
import type { Operation } from "./service";
import { answerUnsigned } from "./unsigned-requests";

const KEEP_ALIVE_MS = 600_000;
const LOGGED_ERROR_CHARACTERS = 300;

/** What a gateway needs to run. */
export interface GatewayOptions {
  readonly motoEndpoint: string;
  readonly githubUrl: string | undefined;
  readonly preloadedAws: PreloadedAws | undefined;
  readonly onRequest: ((request: LoggedRequest) => void) | undefined;
}

interface Answered {
  /** Of who asked; undefined where that is not known. */
  readonly accountId?: string | undefined;
  readonly answer: Answer;
  readonly by: LoggedRequest["answeredBy"];
  readonly operation: string;
  readonly error?: AwsError;
  /** What the policies say of the request that could not be judged. */
  readonly undecided?: readonly string[];
}

/** The HTTP server in front of moto: answers what moto lacks or gets wrong, and passes on the rest. */
export class Gateway {
  readonly #server: Server = createServer((request, response) => this.#serve(request, response));
  #scopes: Scopes | undefined;
  #callers: Callers | undefined;

  constructor(private readonly options: GatewayOptions) {}

  async listen(): Promise<string> {
    // An SDK that reuses a connection while it is being closed sees an error that AWS never makes.
    this.#server.keepAliveTimeout = KEEP_ALIVE_MS;
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject).listen(0, "127.0.0.1", resolve);
    });
    const address = this.#server.address();
    if (address === null || typeof address === "string")
      throw new Error(`The gateway has no port: ${address}.`);
    const endpoint = `http://127.0.0.1:${address.port}`;
    this.#scopes = new Scopes({ ...this.options, gatewayEndpoint: endpoint, emit });
    this.#callers = new Callers(this.options.motoEndpoint, this.#scopes.sessions);
    return endpoint;
  }

  /** What the engine itself sees of an account in a region. */
  scopeOf(accountId: string, region: string): Scope {
    if (this.#scopes === undefined) throw new Error("The gateway has no accounts before it listens.");
    return this.#scopes.of(accountId, region);
  }

  async close(): Promise<void> {
    await this.#scopes?.background.end();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(message: IncomingMessage, response: ServerResponse): void {
    // What fails here is the connection: the client was killed in the middle of its request.
    this.#respond(message, response).catch((error) => response.destroy(error));
  }

  async #respond(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const start = Date.now();
    const request = await readAwsRequest(message);
    const {
      accountId,
      answer,
      by,
      operation,
      error,
      undecided = [],
    } = await this.#answer(request, message.socket.remoteAddress);
    response.writeHead(answer.status, answer.headers).end(answer.body);
    this.options.onRequest?.({
      accountId,
      region: request.region,
      service: request.service,
      operation,
      answeredBy: by,
      status: answer.status,
      milliseconds: Date.now() - start,
      undecided,
      ...(answer.status < 400 ? {} : { error: errorText(answer, error) }),
    });
  }

  async #answer(request: AwsRequest, remoteAddress: string | undefined): Promise<Answered> {
    const service = SERVICES[request.service];
    const operation = service?.operationOf?.(request) ?? request.operation;
    const own = service?.operations[operation];
    const by = own === undefined ? "moto" : "gateway";
    let accountId: string | undefined;
    try {
      if (this.#scopes === undefined || this.#callers === undefined) {
        throw new Error("The gateway answers before it listens.");
      }
      if (request.accessKey === undefined) {
        return await this.#answerUnsigned(request, this.#scopes, remoteAddress);
      }
      const caller = await this.#callers.of(request, request.accessKey);
      accountId = caller.accountId;
      const ownScope = this.#scopes.of(accountId, request.region);
      if (caller.kind === "account") {
        return { accountId, answer: await this.#answerOf(request, ownScope, caller, own), by, operation };
      }
      const scope = ownScope.inAccount(await resourceOwner(request, ownScope));
      const undecided = await authorize(request, operation, scope, caller);
      return {
        accountId,
        answer: await this.#answerOf(request, scope, caller, own),
        by,
        operation,
        undecided,
      };
    } catch (cause) {
      const error = asAwsError(cause, request.service, operation);
      return { accountId, answer: errorAnswer(request, error), by, operation, error };
    }
  }

  async #answerUnsigned(
    request: AwsRequest,
    scopes: Scopes,
    remoteAddress: string | undefined,
  ): Promise<Answered> {
    const { operation } = request;
    const answer = await answerUnsigned(request, scopes, remoteAddress);
    if (answer !== undefined) return { answer, by: "gateway", operation };
    return {
      answer: await answerOfMoto(this.options.motoEndpoint, request, undefined),
      by: "moto",
      operation,
    };
  }

  async #answerOf(
    request: AwsRequest,
    scope: Scope,
    caller: Caller,
    own: Operation | undefined,
  ): Promise<Answer> {
    try {
      if (own !== undefined) return await own.answer(request, scope, caller);
      return await answerOfMoto(this.options.motoEndpoint, request, scope.accountId);
    } finally {
      // What IAM takes away counts for the next request.
      if (request.service === "iam" && !/^(Get|List)/.test(request.operation)) {
        forgetPolicies(scope);
        this.#callers?.forget();
      }
    }
  }
}

function errorText({ body }: Answer, error: AwsError | undefined): string {
  if (error !== undefined) return `${error.code}: ${error.message}`;
  return body.toString().replace(/\s+/g, " ").slice(0, LOGGED_ERROR_CHARACTERS);
}

async function emit(scope: Scope, event: NewEvent): Promise<void> {
  await putEvent(scope, event);
}

function asAwsError(cause: unknown, service: string, operation: string): AwsError {
  if (cause instanceof AwsError) {
    return cause.status < 500 ? cause : motoLacks(service, operation, `${cause.code}: ${cause.message}`);
  }
  const reason = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  return new AwsError("InternalFailure", `The local AWS failed on ${service} ${operation}: ${reason}`);
}
