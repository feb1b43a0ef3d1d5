import { AwsClient } from "../client/aws-client";
import type { PreloadedAws } from "../codebuild/commands/preloaded/preloaded-aws";
import type { AwsEvent } from "../events/aws-event";
import type { Identity } from "../iam/caller";
import { RoleSessions } from "../iam/role-sessions";
import { Clock } from "../time/clock";
import { Background } from "./background";

export { ScopedState } from "./scoped-state";

/** One account in one region of one local AWS: what a request may see. */
export interface Scope {
  readonly accountId: string;
  readonly region: string;
  /** Calls moto as this account in this region. */
  readonly moto: AwsClient;
  /** The gateway's own address. */
  readonly gatewayEndpoint: string;
  /** The local GitHub that sources read; undefined where none runs. */
  readonly githubUrl: string | undefined;
  /** The AWS CLI that builds call; undefined where each call loads it. */
  readonly preloadedAws: PreloadedAws | undefined;
  /** The time of this account. */
  readonly clock: Clock;
  /** Who acts as which role. */
  readonly sessions: RoleSessions;
  /** What goes on after a request was answered. */
  readonly background: Background;
  /** Calls AWS as a role or a user: IAM is evaluated for each call. */
  as(identity: Identity, region?: string): AwsClient;
  inAccount(accountId: string): Scope;
  inRegion(region: string): Scope;
  /** Every region of this account that was used so far. */
  regions(): readonly Scope[];
  arn(service: string, resource: string): string;
  /** Puts an event on the account's default bus and waits for its deliveries. */
  emit(event: NewEvent): Promise<void>;
}

/** An event as its source knows it; the bus adds id, account, region and time. */
export type NewEvent = Pick<AwsEvent, "source" | "detail-type" | "detail"> &
  Partial<Pick<AwsEvent, "resources" | "time">>;

/** What all scopes of one local AWS have in common. */
export interface ScopesOptions {
  readonly motoEndpoint: string;
  readonly gatewayEndpoint: string;
  readonly githubUrl: string | undefined;
  readonly preloadedAws: PreloadedAws | undefined;
  emit(scope: Scope, event: NewEvent): Promise<void>;
}

/** Every scope of one local AWS, made on first use. */
export class Scopes {
  readonly sessions = new RoleSessions();
  readonly background = new Background();
  readonly #scopes = new Map<string, Scope>();
  readonly #clocks = new Map<string, Clock>();

  constructor(private readonly options: ScopesOptions) {}

  all(): readonly Scope[] {
    return [...this.#scopes.values()];
  }

  of(accountId: string, region: string): Scope {
    const key = `${accountId}/${region}`;
    const existing = this.#scopes.get(key);
    if (existing !== undefined) return existing;
    const { motoEndpoint, gatewayEndpoint, githubUrl, preloadedAws, emit } = this.options;
    const scope: Scope = {
      accountId,
      region,
      moto: new AwsClient(motoEndpoint, accountId, region),
      gatewayEndpoint,
      githubUrl,
      preloadedAws,
      clock: this.#clockOf(accountId),
      sessions: this.sessions,
      background: this.background,
      as: (identity, other = region) => new AwsClient(gatewayEndpoint, identity.accessKeyId, other),
      inAccount: (other) => this.of(other, region),
      inRegion: (other) => this.of(accountId, other),
      regions: () => this.all().filter((other) => other.accountId === accountId),
      arn: (service, resource) => `arn:aws:${service}:${region}:${accountId}:${resource}`,
      emit: (event) => emit(scope, event),
    };
    this.#scopes.set(key, scope);
    return scope;
  }

  #clockOf(accountId: string): Clock {
    const existing = this.#clocks.get(accountId);
    if (existing !== undefined) return existing;
    const clock = new Clock();
    this.#clocks.set(accountId, clock);
    return clock;
  }
}
