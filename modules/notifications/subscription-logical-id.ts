import { nameRules } from "../aws/name-rules";
import { endedByHash } from "../logical-ids/fitting-logical-id";

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
  return endedByHash(whole, address, longest);
}
