import { BlockList, isIP } from "node:net";
import { matchesArn } from "./arn-pattern";
import { matchesPattern } from "./pattern";
import type { RequestContext } from "./request-context";
import { type Truth, undecidedBecause } from "./truth";

/** Whether one value of a request passes one value of a policy. */
export type Comparison = (wanted: string, given: string, variables: RequestContext | undefined) => Truth;

/** A condition operator; a negated one is true where its comparison is true for no value. */
export interface ConditionOperator {
  readonly compare: Comparison;
  readonly negated: boolean;
}

const stringEquals: Comparison = (wanted, given, variables) =>
  matchesPattern(wanted, given, { wildcards: false, variables });
const stringEqualsIgnoreCase: Comparison = (wanted, given, variables) =>
  matchesPattern(wanted, given, { wildcards: false, ignoreCase: true, variables });
const stringLike: Comparison = (wanted, given, variables) =>
  matchesPattern(wanted, given, { wildcards: true, variables });
const binaryEquals: Comparison = (wanted, given) =>
  Buffer.from(wanted, "base64").equals(Buffer.from(given, "base64"));

const is = (compare: Comparison): ConditionOperator => ({ compare, negated: false });
const isNot = (compare: Comparison): ConditionOperator => ({ compare, negated: true });

/** The operators of the policy language, without their prefixes and endings. */
export const CONDITION_OPERATORS: Readonly<Record<string, ConditionOperator>> = {
  StringEquals: is(stringEquals),
  StringNotEquals: isNot(stringEquals),
  StringEqualsIgnoreCase: is(stringEqualsIgnoreCase),
  StringNotEqualsIgnoreCase: isNot(stringEqualsIgnoreCase),
  StringLike: is(stringLike),
  StringNotLike: isNot(stringLike),
  ...ordered("Numeric", (text) => (text.trim() === "" ? Number.NaN : Number(text))),
  ...ordered("Date", (text) => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text))),
  Bool: is((wanted, given, variables) =>
    matchesPattern(wanted, given, { wildcards: false, ignoreCase: true, variables }),
  ),
  BinaryEquals: is(binaryEquals),
  IpAddress: is(inNetwork),
  NotIpAddress: isNot(inNetwork),
  ArnEquals: is(matchesArn),
  ArnNotEquals: isNot(matchesArn),
  ArnLike: is(matchesArn),
  ArnNotLike: isNot(matchesArn),
};

function ordered(
  type: "Numeric" | "Date",
  read: (text: string) => number,
): Record<string, ConditionOperator> {
  const comparison =
    (holds: (given: number, wanted: number) => boolean): Comparison =>
    (wanted, given) => {
      const numbers = [read(given), read(wanted)] as const;
      if (numbers.some(Number.isNaN)) {
        return undecidedBecause(`${type} operators can't compare ${given} with ${wanted}`);
      }
      return holds(...numbers);
    };
  const equals = comparison((given, wanted) => given === wanted);
  return {
    [`${type}Equals`]: is(equals),
    [`${type}NotEquals`]: isNot(equals),
    [`${type}LessThan`]: is(comparison((given, wanted) => given < wanted)),
    [`${type}LessThanEquals`]: is(comparison((given, wanted) => given <= wanted)),
    [`${type}GreaterThan`]: is(comparison((given, wanted) => given > wanted)),
    [`${type}GreaterThanEquals`]: is(comparison((given, wanted) => given >= wanted)),
  };
}

function inNetwork(wanted: string, given: string): Truth {
  const [network = "", prefix] = wanted.split("/");
  const version = isIP(network);
  if (version === 0) return undecidedBecause(`${wanted} is no IP address or range`);
  const family = version === 4 ? "ipv4" : "ipv6";
  const networks = new BlockList();
  networks.addSubnet(network, Number(prefix ?? (version === 4 ? 32 : 128)), family);
  return isIP(given) === version && networks.check(given, family);
}
