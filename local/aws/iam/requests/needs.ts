import type { ContextValues } from "../evaluation/request-context";
import type { AwsCall } from "./aws-call";
import type { PermissionsOf } from "./permission";

/** Needs an action on one resource, or on several. */
export function needs(
  action: string,
  resource: (call: AwsCall) => string | readonly string[],
  context: (call: AwsCall) => ContextValues = () => ({}),
): PermissionsOf {
  return (call) =>
    [resource(call)].flat().map((each) => ({ action, resource: each, context: context(call) }));
}

/** Needs an action that is on no resource. */
export function needsOnNothing(action: string): PermissionsOf {
  return needs(action, () => "*");
}

/** Needs what several need together. */
export function needsAll(...parts: readonly PermissionsOf[]): PermissionsOf {
  return async (call) => (await Promise.all(parts.map((part) => part(call)))).flat();
}

/** Every operation of these names needs the action of its name on the same resource. */
export function eachNeeds(
  service: string,
  operations: readonly string[],
  resource: (call: AwsCall) => string | readonly string[],
  context?: (call: AwsCall) => ContextValues,
): Record<string, PermissionsOf> {
  return Object.fromEntries(
    operations.map((operation) => [operation, needs(`${service}:${operation}`, resource, context)]),
  );
}
