import { type Scope, ScopedState } from "../gateway/scope";

/** How many invocations of each function run. */
const runningIn = new ScopedState(() => new Map<string, number>());

/** Takes a place among those that run at once and answers how to leave it, or undefined when none is free. */
export function enter(scope: Scope, name: string, limit: number | undefined): (() => void) | undefined {
  const running = runningIn.of(scope);
  const count = running.get(name) ?? 0;
  if (limit !== undefined && count >= limit) return undefined;
  running.set(name, count + 1);
  return () => running.set(name, (running.get(name) ?? 1) - 1);
}
