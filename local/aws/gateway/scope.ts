import { AwsClient } from "../client/aws-client";
import type { AwsEvent } from "../events/aws-event";

/** One account in one region of one local AWS: what a request may see. */
export interface Scope {
  readonly accountId: string;
  readonly region: string;
  /** Calls moto as this account in this region. */
  readonly moto: AwsClient;
  /** The gateway's own address. */
  readonly gatewayEndpoint: string;
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

/** Every scope of one local AWS, made on first use. */
export class Scopes {
  readonly #scopes = new Map<string, Scope>();

  constructor(
    private readonly motoEndpoint: string,
    private readonly gatewayEndpoint: string,
    private readonly emit: (scope: Scope, event: NewEvent) => Promise<void>,
  ) {}

  all(): readonly Scope[] {
    return [...this.#scopes.values()];
  }

  of(accountId: string, region: string): Scope {
    const key = `${accountId}/${region}`;
    const existing = this.#scopes.get(key);
    if (existing !== undefined) return existing;
    const scope: Scope = {
      accountId,
      region,
      moto: new AwsClient(this.motoEndpoint, accountId, region),
      gatewayEndpoint: this.gatewayEndpoint,
      inRegion: (other) => this.of(accountId, other),
      regions: () => this.all().filter((other) => other.accountId === accountId),
      arn: (service, resource) => `arn:aws:${service}:${region}:${accountId}:${resource}`,
      emit: (event) => this.emit(scope, event),
    };
    this.#scopes.set(key, scope);
    return scope;
  }
}

/** State that a service keeps per account and region; it lives as long as the scope does. */
export class ScopedState<T> {
  readonly #values = new WeakMap<Scope, T>();

  constructor(private readonly create: () => T) {}

  of(scope: Scope): T {
    const existing = this.#values.get(scope);
    if (existing !== undefined) return existing;
    const value = this.create();
    this.#values.set(scope, value);
    return value;
  }
}
