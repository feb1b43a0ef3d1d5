import { z } from "zod";
import { AwsError } from "../client/aws-error";
import { accountItself, type Caller } from "../iam/caller";
import type { RoleSessions } from "../iam/role-sessions";
import type { AwsRequest } from "./aws-request";

const holder = z.object({ accountId: z.string(), userArn: z.string().nullable(), isActive: z.boolean() });

type Holder = z.output<typeof holder>;

/** Who holds an access key: a key of 12 digits is the account itself, others are sessions of roles, or asked of moto. */
export class Callers {
  readonly #asked = new Map<string, Promise<Holder | null>>();

  constructor(
    private readonly motoEndpoint: string,
    private readonly sessions: RoleSessions,
  ) {}

  /** Refuses a key that nobody holds, or that is not active. */
  async of(request: AwsRequest, accessKeyId: string): Promise<Caller> {
    if (/^\d{12}$/.test(accessKeyId)) return accountItself(accessKeyId);
    const session = this.sessions.of(accessKeyId);
    if (session !== undefined) return session;
    const asked = this.#asked.get(accessKeyId) ?? this.#ask(accessKeyId);
    this.#asked.set(accessKeyId, asked);
    const held = await asked;
    if (held === null || !held.isActive) throw invalidKey(request);
    const { accountId, userArn: arn } = held;
    // The account itself assumed a role, which restricts nothing.
    if (arn === null) return accountItself(accountId);
    return { kind: "user", accountId, arn, userName: arn.split("/").at(-1) ?? arn, accessKeyId };
  }

  /** Asks anew who holds which key, as somebody changed IAM. */
  forget(): void {
    this.#asked.clear();
  }

  async #ask(accessKeyId: string): Promise<Holder | null> {
    const query = new URLSearchParams({ "access-key": accessKeyId });
    const response = await fetch(`${this.motoEndpoint}/local-aws/key-holder?${query}`);
    return holder.nullable().parse(await response.json());
  }
}

// Services that speak JSON name the error otherwise, and S3 has its own.
function invalidKey({ service, protocol }: AwsRequest): AwsError {
  if (service === "s3") {
    const message = "The AWS Access Key Id you provided does not exist in our records.";
    return new AwsError("InvalidAccessKeyId", message, 403);
  }
  const message = "The security token included in the request is invalid.";
  if (protocol === "query") return new AwsError("InvalidClientTokenId", message, 403);
  return new AwsError("UnrecognizedClientException", message, protocol === "json" ? 400 : 403);
}
