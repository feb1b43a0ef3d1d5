import { ProviderError } from "../server/provider-error";
import type { ObjectValue } from "../wire/value";

/** Refuses names that GitHub gives to no variable and no secret. The real provider says "secret" of both. */
export function refuseActionsName(config: ObjectValue, attribute: string): void {
  const name = config[attribute];
  if (typeof name !== "string") return;
  if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)) {
    const summary =
      "secret names can only contain alphanumeric characters or underscores and must not start with a number";
    throw new ProviderError(summary, { attribute });
  }
  if (name.toUpperCase().startsWith("GITHUB_")) {
    throw new ProviderError("secret names must not start with the GITHUB_ prefix", { attribute });
  }
}
