import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";

/** Asks moto for something of a function; undefined when it has none. */
export async function readOfFunction(
  scope: Scope,
  name: string,
  part = "",
  query = "",
): Promise<unknown | undefined> {
  const path = `/2015-03-31/functions/${encodeURIComponent(name)}${part}${query}`;
  const response = await scope.moto.send("lambda", "GET", path);
  if (response.status === 404) return undefined;
  const text = await response.text();
  if (!response.ok) throw new AwsError("ServiceException", `moto does not answer ${path}: ${text}`);
  return JSON.parse(text);
}
