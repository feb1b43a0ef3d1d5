import { type Findings, found } from "./found";

// What a user reads about a refused value of a service that a release path makes.

/** A service to make where the stack is not. */
export function madeElsewhere(property: string, got: string, where: "account" | "region"): Findings {
  return found(
    "RELEASE-CREATE-ELSEWHERE",
    property,
    got,
    `makes a service beside ${where}, and a stack makes what it makes in its own account and Region`,
    `create without ${where}; or a service that exists there before the first plan, without create`,
  );
}

/** One service, to be made in two ways. */
export function madeInTwoWays(property: string, got: string): Findings {
  return found(
    "RELEASE-CREATE-TWICE",
    property,
    got,
    "is made in two ways",
    "create in one of the deploys to it, or the same in each",
  );
}

/** Two services whose elements would have one logical ID. */
export function madeServicesOfOneName(property: string, got: string): Findings {
  return found(
    "RELEASE-CREATE-NAMES",
    property,
    got,
    "names the elements of two services",
    "another actionName or stageName for one of them, or a logicalId in its create",
  );
}
