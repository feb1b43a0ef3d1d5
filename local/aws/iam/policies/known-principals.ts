import { parseArn } from "../../arn";
import type { AwsClient } from "../../client/aws-client";
import type { Scope } from "../../gateway/scope";
import { AccountState } from "./account-state";

/** What moto tells of a principal; undefined where there is none. */
type Ask<T> = (scope: Scope, iam: AwsClient, arn: string, name: string) => Promise<T | undefined>;

/** What is known of the roles, or of the users, of each account: asked of moto once, until IAM changes. */
export class KnownPrincipals<T> {
  readonly #known = new AccountState(() => new Map<string, Promise<T | undefined>>());

  constructor(
    private readonly kind: "role" | "user",
    private readonly ask: Ask<T>,
  ) {}

  async of(scope: Scope, principalArn: string): Promise<T | undefined> {
    const arn = parseArn(principalArn);
    if (arn?.service !== "iam" || !arn.resource.startsWith(`${this.kind}/`)) return undefined;
    const known = this.#known.of(scope, arn.accountId);
    const own = scope.inAccount(arn.accountId);
    const name = arn.resource.split("/").at(-1) ?? "";
    const asked = known.get(principalArn) ?? this.ask(own, own.moto, principalArn, name);
    known.set(principalArn, asked);
    return asked;
  }

  forget(scope: Scope): void {
    this.#known.of(scope).clear();
  }
}
