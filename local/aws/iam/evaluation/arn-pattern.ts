import { matchesPattern } from "./pattern";
import type { RequestContext } from "./request-context";
import { all, type Truth } from "./truth";

/** Whether an ARN matches a pattern: each of its six parts by itself, so that a wildcard never spans two of them. */
export function matchesArn(pattern: string, arn: string, variables: RequestContext | undefined): Truth {
  if (pattern === "*") return true;
  const patterns = partsOf(pattern);
  const parts = partsOf(arn);
  if (patterns === undefined || parts === undefined) return pattern === arn;
  return all(
    parts.map((part, index) => matchesPattern(patterns[index] ?? "", part, { wildcards: true, variables })),
  );
}

function partsOf(arn: string): readonly string[] | undefined {
  return /^(arn):([^:]*):([^:]*):([^:]*):([^:]*):(.*)$/s.exec(arn)?.slice(1);
}
