import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";

/** What can be asked of a function; each came with its own version of the API. */
const PARTS = {
  configuration: "2015-03-31",
  policy: "2015-03-31",
  "event-invoke-config": "2019-09-25",
  concurrency: "2019-09-30",
};

/** Asks moto for something of a function; undefined when it has none. */
export async function readOfFunction(
  scope: Scope,
  name: string,
  part: keyof typeof PARTS,
  query = "",
): Promise<unknown> {
  const path = `/${PARTS[part]}/functions/${encodeURIComponent(name)}/${part}${query}`;
  const response = await scope.moto.send("lambda", "GET", path);
  if (response.status === 404) return undefined;
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  throw new AwsError("ServiceException", `moto does not answer GET ${path}: ${text}`);
}
