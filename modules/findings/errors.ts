import { Token } from "cdktf";
import type { ArnRule } from "../aws/arn-rules";
import type { NameRule } from "../aws/name-rules";
import { closestRegion, hasFormOfRegion, partitionOf } from "../aws/regions";
import type { FindingCode } from "./codes";
import { type Findings, found, none } from "./found";

// The sentences that a user reads about a refused value are written here and in the files of single services beside this
// one. Each function answers with no finding when the value is fine.

/** Said of a value that is no literal, where a name would be checked. */
export const literalNeeded: FindingCode = "LITERAL-NEEDED";

/** A value that only Terraform will know, where a literal must be written into a pattern, a name or a path. */
export function unresolvedToken(property: string, got: unknown): Findings {
  return Token.isUnresolved(got) || /[$%]\{/.test(String(got))
    ? found(
        literalNeeded,
        property,
        String(got),
        "is a value that only Terraform will know",
        "a literal: it is written into text that AWS compares letter by letter",
      )
    : none;
}

export function invalidName(property: string, got: string | undefined, rule: NameRule): Findings {
  if (got === undefined) return none;
  const token = unresolvedToken(property, got);
  if (token.length > 0) return token;
  const fits = got.length >= rule.minLength && got.length <= rule.maxLength && rule.pattern.test(got);
  return fits
    ? none
    : found(
        rule.code,
        property,
        got,
        `is not a valid ${rule.what}${got.length > rule.maxLength ? ` (${got.length} characters)` : ""}`,
        `${rule.minLength} to ${rule.maxLength} characters: ${rule.alphabet} (${rule.source})`,
      );
}

export function outOfRange(
  property: string,
  got: number | undefined,
  range: { readonly min: number; readonly max: number; readonly unit: string; readonly source: string },
): Findings {
  if (got === undefined) return none;
  const fits = Number.isInteger(got) && got >= range.min && got <= range.max;
  return fits
    ? none
    : found(
        "VALUE-RANGE",
        property,
        got,
        "is out of range",
        `${[range.min, "to", range.max, range.unit].filter((part) => part !== "").join(" ")} (${range.source})`,
      );
}

export function notOneOf<T>(
  property: string,
  got: T | undefined,
  allowed: readonly T[],
  source: string,
): Findings {
  return got === undefined || allowed.includes(got)
    ? none
    : found("VALUE-CHOICE", property, got, "is not accepted", `${allowed.join(", ")} (${source})`);
}

export function emptyList(property: string, got: readonly unknown[] | undefined, allowed: string): Findings {
  return got === undefined || got.length > 0 ? none : found("LIST-EMPTY", property, got, "is empty", allowed);
}

export function emptyText(property: string, got: string, allowed: string): Findings {
  return got.trim().length > 0 ? none : found("TEXT-EMPTY", property, got, "is empty", allowed);
}

export function tooMany(property: string, got: readonly unknown[], max: number, source: string): Findings {
  return got.length <= max
    ? none
    : found("LIST-LENGTH", property, got.length, "has too many entries", `at most ${max} (${source})`);
}

export function duplicates(property: string, got: readonly string[], what: string): Findings {
  const repeated = [...new Set(got.filter((value, index) => got.indexOf(value) !== index))];
  return repeated.length === 0
    ? none
    : found(
        "LIST-DUPLICATE",
        property,
        repeated,
        `${what} more than once`,
        `each ${what.split(" ").at(-1)} once`,
      );
}

export function invalidArn(property: string, got: string | undefined, rule: ArnRule): Findings {
  return got === undefined || Token.isUnresolved(got) || rule.pattern.test(got)
    ? none
    : found(
        rule.code,
        property,
        got,
        "is not an ARN of the kind that is needed",
        `an ARN such as ${rule.example}`,
      );
}

/** A word that is neither the one that asks for a new key nor the ARN of one. */
export function invalidKey(property: string, got: string | undefined, rule: ArnRule): Findings {
  return invalidArn(property, got, rule).map((finding) => ({
    ...finding,
    allowed: `"create" for a new key, or ${finding.allowed}`,
  }));
}

/** A secret written out, which would stand in the synthesized files. The value is not repeated. */
export function literalSecret(property: string, got: string): Findings {
  return Token.isUnresolved(got) || got.includes("${")
    ? none
    : found(
        "TOKEN-LITERAL",
        property,
        "(not shown)",
        "is written out and would stand in the synthesized files",
        "a reference to an SSM parameter or to a sensitive Terraform variable",
      );
}

export function fullRef(property: string, got: string): Findings {
  return got.startsWith("refs/")
    ? found(
        "GIT-FULL-REF",
        property,
        got,
        "is a full ref, which never equals the branch or tag of a push",
        `the short name: ${JSON.stringify(got.replace(/^refs\/(heads|tags)\//, ""))}`,
      )
    : none;
}

export function qualifiedBranch(property: string, got: string): Findings {
  const wrong = [...unresolvedToken(property, got), ...fullRef(property, got)];
  if (wrong.length > 0) return wrong;
  const fits =
    /^(?!.*\.\.)(?!.*@\{)(?!.*\/\/)(?![/.-])[^\s~^:?*[\\]{1,255}$/.test(got) && !/(\/|\.|\.lock)$/.test(got);
  return fits
    ? none
    : found(
        "GIT-BRANCH-NAME",
        property,
        got,
        "is not a valid branch name",
        "a branch name that git accepts (git-check-ref-format)",
      );
}

export function stageCount(got: number): Findings {
  return outOfRange("stages", got, { min: 2, max: 50, unit: "stages", source: "CodePipeline: Quotas" });
}

export function actionCount(property: string, got: number): Findings {
  return outOfRange(property, got, { min: 1, max: 50, unit: "actions", source: "CodePipeline: Quotas" });
}

export function sourceOutsideFirstStage(stage: string, action: string): Findings {
  return found(
    "PIPELINE-SOURCE-STAGE",
    `stage "${stage}"`,
    action,
    "holds a source action after the first stage",
    "source actions in the first stage only (CodePipeline: Pipeline structure)",
  );
}

export function firstStageWithoutSource(stage: string, action: string): Findings {
  return found(
    "PIPELINE-FIRST-STAGE",
    `stage "${stage}"`,
    action,
    "is the first stage and holds an action other than a source",
    "source actions only in the first stage (CodePipeline: Pipeline structure)",
  );
}

export function artifactCount(
  property: string,
  got: number,
  bounds: { readonly min: number; readonly max: number },
  provider: string,
): Findings {
  return got >= bounds.min && got <= bounds.max
    ? none
    : found(
        "PIPELINE-ARTIFACT-COUNT",
        property,
        got,
        `does not fit the ${provider} action`,
        `${bounds.min === bounds.max ? bounds.min : `${bounds.min} to ${bounds.max}`} (CodePipeline: Number of input and output artifacts for each action type)`,
      );
}

/** An action in another Region reads and writes artifacts there. */
export function noStoreInRegion(action: string, region: string): Findings {
  return found(
    "PIPELINE-REGION-STORE",
    `action "${action}" region`,
    region,
    "is a Region without an artifact store",
    "a Region of `crossRegionArtifactStores`, or the pipeline's own (CodePipeline: Cross-Region actions)",
  );
}

export function ruleCount(property: string, got: number): Findings {
  return outOfRange(property, got, { min: 1, max: 5, unit: "rules", source: "CodePipeline API: Condition" });
}

/** A stage is skipped by rules that answer for each execution, not by those that look at the world outside. */
export function ruleCannotSkip(property: string, provider: string): Findings {
  return found(
    "PIPELINE-RULE-SKIP",
    property,
    provider,
    'cannot decide that a stage is skipped, as result "SKIP" asks for',
    'a rule of type "lambda", or result: "FAIL" (CodePipeline: Configure conditions for a stage)',
  );
}

/** Executions that run beside each other have no order to go back in. */
export function rollbackInParallel(property: string): Findings {
  return found(
    "PIPELINE-PARALLEL-ROLLBACK",
    property,
    "ROLLBACK",
    'is not available in a pipeline whose executionMode is "PARALLEL"',
    'another result, or executionMode "SUPERSEDED" or "QUEUED" (CodePipeline: Execution modes)',
  );
}

export function artifactMadeLater(action: string, artifact: string): Findings {
  return found(
    "PIPELINE-ARTIFACT-ORDER",
    `action "${action}" input`,
    artifact,
    "is not made by an action that runs before it",
    "the output of an action in an earlier stage, or with a smaller run order in the same stage",
  );
}

export function artifactMadeTwice(artifact: string): Findings {
  return found(
    "PIPELINE-ARTIFACT-TWICE",
    "output artifacts",
    artifact,
    "is made by two actions",
    "a name of its own for every output",
  );
}

export function nothingStartsSource(action: string): Findings {
  return found(
    "PIPELINE-NO-TRIGGER",
    `source "${action}"`,
    "no trigger",
    "is started by nothing: the pipeline would never run, and AWS would not say so",
    'a trigger, or trigger: "none" when something outside this project starts it',
  );
}

export function pollingWithWebhook(): Findings {
  return found(
    "PIPELINE-TWO-TRIGGERS",
    "pollForSourceChanges",
    true,
    "polls beside a webhook: every push would start the pipeline twice",
    'false, or trigger: "none" to keep the polling (CodePipeline: GitHub version 1 source action)',
  );
}

export function needsV2(property: string, got: unknown): Findings {
  return found(
    "PIPELINE-NEEDS-V2",
    property,
    got,
    "is not supported by a V1 pipeline",
    'pipelineType: "V2" (CodePipeline: Pipeline types)',
  );
}

export function addressTaken(address: string, paths: readonly string[]): Findings {
  return found(
    "TERRAFORM-ADDRESS-TWICE",
    `address ${address}`,
    paths,
    "is claimed by two constructs: Terraform would silently keep one",
    "one construct at an address: give one of them another `logicalId`",
  );
}

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

export function noPermissions(role: string): Findings {
  return found(
    "IAM-ROLE-EMPTY",
    "statements",
    role,
    "is a role without a single permission",
    "at least one statement",
  );
}

export function invalidRegion(property: string, got: string | undefined): Findings {
  if (got === undefined || hasFormOfRegion(got)) return none;
  const closest = closestRegion(got);
  const guess = closest === undefined ? "" : `${JSON.stringify(closest)}, probably: `;
  return found(
    "AWS-REGION",
    property,
    got,
    "is not an AWS Region",
    `${guess}a Region's code, such as ap-northeast-1`,
  );
}

export function invalidUrl(property: string, got: string | undefined): Findings {
  return got === undefined || /^https?:\/\/[^\s/]+/.test(got)
    ? none
    : found("VALUE-URL", property, got, "is not a URL", "a URL that starts with https://");
}

export function invalidAccount(property: string, got: string): Findings {
  return /^\d{12}$/.test(got)
    ? none
    : found("AWS-ACCOUNT-ID", property, got, "is not an AWS account ID", "12 digits, in quotes");
}

/** What is written in a statement where IAM wants something of a certain form. */
export function invalidStatementPart(
  property: string,
  got: string,
  part: { readonly code: FindingCode; readonly what: string; readonly allowed: string },
): Findings {
  return found(part.code, property, got, `is not ${part.what} that IAM accepts`, part.allowed);
}

export function principalsInPolicy(property: string, got: unknown): Findings {
  return found(
    "IAM-PRINCIPALS",
    property,
    got,
    "names principals in a role's permissions",
    "no principals: the role is the principal (IAM JSON policy elements: Principal)",
  );
}

export function policyTooLarge(got: number, max: number, policyType: string): Findings {
  return found(
    "IAM-POLICY-SIZE",
    "statements",
    got,
    `make a policy of too many characters for an ${policyType === "managed" ? "attached" : "inline"} one`,
    `at most ${max}, blanks left out (IAM and AWS STS quotas): fewer statements, or wildcards`,
  );
}

export function imageOfOtherEnvironment(image: string, what: string, environmentType: string): Findings {
  return found(
    "BUILD-IMAGE-ENVIRONMENT",
    "image",
    image,
    `is an image for ${what}, which does not run in ${environmentType}`,
    "an image for the environment type, or another environmentType (CodeBuild: Docker images provided by CodeBuild)",
  );
}

export function dockerWithoutPrivileges(property: string): Findings {
  return found(
    "BUILD-PRIVILEGED",
    property,
    false,
    "is off, and this project's build specification runs docker build",
    "true, or a `buildspec` of your own (CodeBuild: Docker sample)",
  );
}

export function watchedTagImmutable(property: string, tag: string): Findings {
  return found(
    "ECR-WATCHED-TAG-IMMUTABLE",
    property,
    "IMMUTABLE",
    `lets ${JSON.stringify(tag)} be pushed once, and every push of it should start the pipeline`,
    '"MUTABLE", or trigger: "none" (Amazon ECR: Preventing image tags from being overwritten)',
  );
}

export function buildspecNotInSource(property: string, got: string): Findings {
  return found(
    "BUILD-SPEC-PATH",
    property,
    got,
    "is a path, and the source of this build brings no files of yours",
    "the text of a build specification, or the ARN of one in S3",
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

/** A store that another account reads, with a key that no other account can use. */
export function crossAccountWithoutKey(bucketName: string): Findings {
  return found(
    "S3-FOREIGN-READER-NO-KEY",
    "artifactStore",
    bucketName,
    "is read from another account and has no KMS key of its own",
    "a key that is made here, or kmsKeyArn: keys of AWS's let no other account in (CodePipeline: Create a pipeline that uses resources from another AWS account)",
  );
}

/** A release path says one deploy or its stages. */
export function serviceOrStages(service: unknown): Findings {
  const got = service === undefined ? undefined : "both";
  return found(
    "RELEASE-SERVICE-OR-STAGES",
    service === undefined ? "service" : "stages",
    got,
    service === undefined ? "is missing, and so is stages" : "stands beside service",
    "service for one deploy, or stages for a path of its own; not both",
  );
}

/** A path that brings the image nowhere. */
export function noDeploy(stages: number): Findings {
  return found(
    "RELEASE-NO-DEPLOY",
    "stages",
    `${stages} without a deploy`,
    "deploy the image nowhere",
    'at least one action of type "deploy"',
  );
}

/** One account has one role for the pipeline, and one stack. */
export function accountSaidTwice(accountId: string): Findings {
  return found(
    "RELEASE-ACCOUNT-TWICE",
    "account",
    accountId,
    "is described in two ways",
    "the same options wherever this account is deployed to: one object that both name, perhaps",
  );
}

/** The pipeline's own account needs no other role. */
export function ownAccount(accountId: string): Findings {
  return found(
    "RELEASE-OWN-ACCOUNT",
    "account.id",
    accountId,
    "is the account of the pipeline itself",
    "another account; for this one leave account out",
  );
}

/** The other account's role must name the pipeline's account. */
export function unknownAccount(allowed: readonly string[] | undefined, others: readonly string[]): Findings {
  return found(
    "RELEASE-ACCOUNT-UNKNOWN",
    "allowedAccountIds",
    allowed,
    `does not say which account the pipeline stands in, and ${others.join(" and ")} must let it in`,
    'the one account of this entry: allowedAccountIds: ["…"], here or in settings/project.ts',
  );
}

/** Terraform would refuse to work in the account of the role that it is told to assume. */
export function accountNotAllowed(property: string, roleArn: string, allowed: readonly string[]): Findings {
  return found(
    "AWS-ACCOUNT-NOT-ALLOWED",
    property,
    roleArn,
    "is in an account that allowedAccountIds leaves out",
    `a role in one of ${allowed.join(", ")}, or this account among them`,
  );
}

export function storeWithoutDeploy(property: string, region: string): Findings {
  return found(
    "RELEASE-STORE-UNUSED",
    property,
    region,
    "is a store in a Region that nothing deploys to",
    "the Regions that `stages` name, other than the stack's own",
  );
}

/** Artifacts stay in one partition of AWS. */
export function otherPartitionRegion(region: string, own: string): Findings {
  return found(
    "RELEASE-PARTITION",
    "region",
    region,
    `is in another partition of AWS than ${own}, where the pipeline stands`,
    `a Region of ${partitionOf(own)} (CodePipeline: Add a cross-Region action)`,
  );
}

/** Two tests whose projects and roles would have one name. */
export function testsOfOneName(name: string): Findings {
  return found(
    "RELEASE-TEST-TWICE",
    "stages",
    name,
    "have two tests of this name, and a project is called after it",
    "an actionName that no other test has; or projectName, logicalId and roleLogicalId of its own for one of them",
  );
}

/** A Region that is said to be left, and is not. */
export function regionInUse(property: string, region: string): Findings {
  return found(
    "RELEASE-REGION-IN-USE",
    property,
    region,
    "is a Region that the stack still has a provider of",
    "Regions that `stages` deploy to no more, for as long as something is left there",
  );
}
