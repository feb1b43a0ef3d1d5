import type { Scope } from "../gateway/scope";

// CloudFront takes minutes until every edge has a change; here it takes this long by the account's clock.
const PROPAGATION_MS = 1_000;

/** When a change that is made now will be everywhere, in milliseconds since 1970. */
export function propagatedAt({ clock }: Scope): number {
  return clock.now() + PROPAGATION_MS;
}

/** Whether what is propagated at that time is everywhere by now. */
export function isPropagated({ clock }: Scope, at: number): boolean {
  return clock.now() >= at;
}

/** The account's time, as CloudFront writes it. */
export function timestamp({ clock }: Scope): string {
  return new Date(clock.now()).toISOString();
}
