import { randomBytes } from "node:crypto";
import { parseArn } from "../arn";
import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import { type ServiceContext, whyNotAssumable } from "./role";
import type { RoleSession, SessionLimits } from "./role-session";

/** Who acts as which role, by access key. */
export class RoleSessions {
  readonly #byAccessKey = new Map<string, RoleSession>();

  /** Undefined for a key that none of our sessions has. */
  of(accessKeyId: string): RoleSession | undefined {
    return this.#byAccessKey.get(accessKeyId);
  }

  /** An AWS service takes on a role, which must exist and trust it. `context`: for which resource it does. */
  async openForService(
    scope: Scope,
    roleArn: string,
    service: string,
    sessionName: string,
    context?: ServiceContext,
  ): Promise<RoleSession> {
    const problem = await whyNotAssumable(scope, roleArn, service, context);
    if (problem === undefined) return this.open(roleArn, sessionName);
    throw new AwsError(
      "AccessDenied",
      `${service} is not authorized to perform: sts:AssumeRole on resource: ${roleArn} (${problem})`,
    );
  }

  /** Makes the credentials; whoever calls this has asked the trust policy. */
  open(roleArn: string, sessionName: string, limits: SessionLimits = {}): RoleSession {
    const { accountId = "", resource = "" } = parseArn(roleArn) ?? {};
    const role = resource.split("/").at(-1);
    const session: RoleSession = {
      kind: "role",
      roleArn,
      accountId,
      sessionName,
      arn: `arn:aws:sts::${accountId}:assumed-role/${role}/${sessionName}`,
      accessKeyId: `ASIA${randomBytes(8).toString("hex").toUpperCase()}`,
      secretAccessKey: randomBytes(20).toString("hex"),
      sessionToken: randomBytes(32).toString("base64"),
      issuedAt: Date.now(),
      tags: limits.tags ?? {},
      policies: limits.policies ?? [],
      federatedProvider: limits.federatedProvider,
    };
    this.#byAccessKey.set(session.accessKeyId, session);
    return session;
  }
}
