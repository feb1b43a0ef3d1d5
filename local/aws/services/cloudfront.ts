import { policiesIn } from "../cloudfront/continuous-deployment-policies";
import {
  copyDistribution,
  createDistribution,
  createDistributionWithTags,
  deleteDistribution,
  deleteOriginAccessControl,
  getDistribution,
  getDistributionConfig,
  listDistributions,
  promoteStagingConfig,
  updateDistribution,
} from "../cloudfront/distribution-operations";
import { distributionsIn } from "../cloudfront/distributions";
import { globalOperation } from "../cloudfront/home-region";
import { createInvalidation, getInvalidation, listInvalidations } from "../cloudfront/invalidations";
import {
  createPolicy,
  deletePolicy,
  getPolicy,
  getPolicyConfig,
  listPolicies,
  updatePolicy,
} from "../cloudfront/policy-operations";
import { listTags, tagResource, untagResource } from "../cloudfront/tag-operations";
import type { AwsRequest } from "../gateway/aws-request";
import type { Operation, Service } from "../gateway/service";

const LOSES = "moto loses settings of a distribution, and lets an enabled one be deleted";
const LACKS = "moto lacks it";
const OURS = "the distributions are kept here";

interface Route {
  readonly pattern: RegExp;
  readonly operation: Operation;
}

const ROUTES: Readonly<Record<string, Route>> = {
  CreateDistribution: route("POST distribution", LOSES, createDistribution),
  CreateDistributionWithTags: route("POST distribution?WithTags", LOSES, createDistributionWithTags),
  GetDistribution: route("GET distribution/{id}", LOSES, getDistribution),
  GetDistributionConfig: route("GET distribution/{id}/config", LOSES, getDistributionConfig),
  ListDistributions: route("GET distribution", OURS, listDistributions),
  UpdateDistribution: route("PUT distribution/{id}/config", LOSES, updateDistribution),
  DeleteDistribution: route("DELETE distribution/{id}", LOSES, deleteDistribution),
  CopyDistribution: route("POST distribution/{id}/copy", LACKS, copyDistribution),
  UpdateDistributionWithStagingConfig: route(
    "PUT distribution/{id}/promote-staging-config",
    LACKS,
    promoteStagingConfig,
  ),
  CreateContinuousDeploymentPolicy: route("POST continuous-deployment-policy", LACKS, createPolicy),
  GetContinuousDeploymentPolicy: route("GET continuous-deployment-policy/{id}", LACKS, getPolicy),
  GetContinuousDeploymentPolicyConfig: route(
    "GET continuous-deployment-policy/{id}/config",
    LACKS,
    getPolicyConfig,
  ),
  ListContinuousDeploymentPolicies: route("GET continuous-deployment-policy", LACKS, listPolicies),
  UpdateContinuousDeploymentPolicy: route("PUT continuous-deployment-policy/{id}", LACKS, updatePolicy),
  DeleteContinuousDeploymentPolicy: route("DELETE continuous-deployment-policy/{id}", LACKS, deletePolicy),
  CreateInvalidation: route("POST distribution/{id}/invalidation", OURS, createInvalidation),
  GetInvalidation: route("GET distribution/{id}/invalidation/{id}", OURS, getInvalidation),
  ListInvalidations: route("GET distribution/{id}/invalidation", OURS, listInvalidations),
  ListTagsForResource: route("GET tagging", OURS, listTags),
  TagResource: route("POST tagging?Tag", OURS, tagResource),
  UntagResource: route("POST tagging?Untag", OURS, untagResource),
  DeleteOriginAccessControl: route("DELETE origin-access-control/{id}", OURS, deleteOriginAccessControl),
};

/** CloudFront, of which only origin access controls, key groups and public keys are kept by moto. */
export const cloudfront: Service = {
  operations: Object.fromEntries(
    Object.entries(ROUTES).map(([name, { operation }]): [string, Operation] => [name, operation]),
  ),
  operationOf(request) {
    const path = request.url.pathname.replace(/^\/2020-05-31\//, "").replace(/\/$/, "");
    const line = `${request.method} ${path}${distinguishingQuery(request)}`;
    return Object.entries(ROUTES).find(([, { pattern }]) => pattern.test(line))?.[0];
  },
  *resources(scope) {
    for (const { arn } of distributionsIn.of(scope).values()) yield arn;
    for (const id of policiesIn.of(scope).keys()) {
      yield `arn:aws:cloudfront::${scope.accountId}:continuous-deployment-policy/${id}`;
    }
  },
};

function route(line: string, because: string, answer: Operation["answer"]): Route {
  const pattern = line.replaceAll("?", "\\?").replaceAll("{id}", "[^/]+");
  return { pattern: new RegExp(`^${pattern}$`), operation: globalOperation(because, answer) };
}

// Some operations share method and path, and differ in the query.
function distinguishingQuery({ url: { searchParams } }: AwsRequest): string {
  if (searchParams.has("WithTags")) return "?WithTags";
  const operation = searchParams.get("Operation");
  return operation === null ? "" : `?${operation}`;
}
