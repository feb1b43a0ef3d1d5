import { partitionOf } from "../aws/regions";
import { type Findings, found } from "./found";

// What a user reads about what follows the image, in this account and in others.

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
