import type { Distribution } from "../distributions";
import type { EdgeResponse } from "./viewer";

// By path. What is cached goes with its distribution, which no other one shares it with.
const caches = new WeakMap<Distribution, Map<string, EdgeResponse>>();

/** The cached responses of a distribution, by path. */
export function cacheOf(distribution: Distribution): Map<string, EdgeResponse> {
  const existing = caches.get(distribution);
  if (existing !== undefined) return existing;
  const cache = new Map<string, EdgeResponse>();
  caches.set(distribution, cache);
  return cache;
}

/** Forgets what was cached for paths of an invalidation, in which `*` counts at the end only. */
export function forgetCached(distribution: Distribution, paths: readonly string[]): void {
  const cache = cacheOf(distribution);
  for (const path of cache.keys()) {
    if (paths.some((invalidated) => isInvalidated(path, invalidated))) cache.delete(path);
  }
}

// An invalidation may leave out the slash in front.
function isInvalidated(path: string, invalidated: string): boolean {
  const whole = invalidated.startsWith("/") ? invalidated : `/${invalidated}`;
  return whole.endsWith("*") ? path.startsWith(whole.slice(0, -1)) : path === whole;
}
