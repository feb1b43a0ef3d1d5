import type { FindingCode } from "./codes";
import { type Findings, found } from "./found";

// What a user reads about values that contradict each other.

const lifecyclePage = "(Amazon ECR: Lifecycle policy properties)";
const gitPage = "(CodePipeline API: GitConfiguration)";

// What contradicts itself: the code, the problem, and what is allowed.
const contradictions = {
  prefixesAndTagStatus: [
    "ECR-RULE-TWO-SELECTIONS",
    "names tag prefixes and a tag status",
    `one of tagPrefixList and tagStatus ${lifecyclePage}`,
  ],
  noImages: [
    "ECR-RULE-NO-IMAGES",
    "does not say which images",
    `tagPrefixList, or tagStatus "untagged" or "any" ${lifecyclePage}`,
  ],
  noExpiry: [
    "ECR-RULE-NO-COUNT",
    "does not say what to expire",
    `one of keepLast and expireAfterDays ${lifecyclePage}`,
  ],
  tooManyRules: ["ECR-RULE-LIMIT", "are too many", `1 to 50 rules ${lifecyclePage}`],
  severalAnyRules: ["ECR-RULE-ANY-TWICE", "hold several rules on any image", `one ${lifecyclePage}`],
  severalUntaggedRules: [
    "ECR-RULE-UNTAGGED-TWICE",
    "hold several rules on untagged images",
    `one ${lifecyclePage}`,
  ],
  sameImagesTwice: [
    "ECR-RULE-TWICE",
    "hold two rules of one kind on the same images",
    "one rule for a set of prefixes and a kind of count",
  ],
  tagsBesideBranches: [
    "GIT-TAGS-AND-BRANCHES",
    "filters tags beside branches or files",
    `one kind ${gitPage}`,
  ],
  filtersNothing: [
    "GIT-FILTER-EMPTY",
    "filters nothing",
    'at least one kind of filter; for every push trigger: "push"',
  ],
} as const satisfies Record<string, readonly [code: FindingCode, problem: string, allowed: string]>;

export function contradiction(property: string, got: unknown, which: keyof typeof contradictions): Findings {
  const [code, problem, allowed] = contradictions[which];
  return found(code, property, got, problem, allowed);
}
