import { createHash } from "node:crypto";
import { nameRules } from "../aws/name-rules";

const hashLength = 8;
const longest = nameRules.logicalId.maxLength;

/** What an address reads as in a logical ID: `ops@example.com` is `ops_at_example_com`. */
const written = (address: string): string => address.replace("@", "_at_").replaceAll(/[^A-Za-z0-9-]/g, "_");

/** The address that such a text is read as, so that no two are written alike. */
const read = (text: string): string => text.replace("_at_", "@").replaceAll("_", ".");

/**
 * The logical ID of an e-mail subscription: made of the address alone, so that another one beside it changes nothing. An
 * address that it would not tell in full, as it is long or has other characters, is told apart by a hash.
 */
export function subscriptionLogicalId(topicLogicalId: string, address: string): string {
  const readable = written(address);
  const whole = `${topicLogicalId}_${readable}`;
  if (whole.length <= longest && read(readable) === address) return whole;
  const hash = createHash("sha256").update(address).digest("hex").slice(0, hashLength);
  return `${whole.slice(0, longest - hashLength - 1)}_${hash}`;
}
