import { invalidRegion } from "../../modules/findings/value-errors";
import { valueAt } from "./value-at";

/** The Region that is written somewhere, if it is one. */
export function writtenRegion(holder: unknown): string | undefined {
  const region = valueAt(holder, ["region"]);
  return typeof region === "string" && invalidRegion("region", region).length === 0 ? region : undefined;
}
