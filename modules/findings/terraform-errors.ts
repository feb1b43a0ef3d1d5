import { type Findings, found, none } from "./found";

// What a user reads about Terraform's addresses.

export function addressTaken(address: string, paths: readonly string[]): Findings {
  return found(
    "TERRAFORM-ADDRESS-TWICE",
    `address ${address}`,
    paths,
    "is claimed by two constructs: Terraform would silently keep one",
    "one construct at an address: give one of them another `logicalId`",
  );
}

/** A logical ID that something is said to have moved to, and that no resource has. */
export function movedToNothing(property: string, to: string, logicalIds: readonly string[]): Findings {
  if (logicalIds.includes(to)) return none;
  return found(
    "TERRAFORM-MOVED-TO-NOTHING",
    property,
    to,
    "is the logical ID of no resource of this stack",
    `one of ${[...new Set(logicalIds)].sort().join(", ")}`,
  );
}

/** Two logical IDs that are said to have moved to one: Terraform could not tell which. */
export function movedTwice(property: string, targets: readonly string[]): Findings {
  const repeated = targets.find((target, index) => targets.indexOf(target) !== index);
  if (repeated === undefined) return none;
  return found(
    "TERRAFORM-MOVED-TWICE",
    property,
    repeated,
    "is where two logical IDs are moved to",
    "one source for each logical ID (Terraform: Refactoring, moved)",
  );
}
