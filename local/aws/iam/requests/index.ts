import { cloudfront } from "./cloudfront";
import { cloudwatch } from "./cloudwatch";
import { codebuild } from "./codebuild";
import { codedeploy } from "./codedeploy";
import { codepipeline } from "./codepipeline";
import { connections } from "./connections";
import { ecr } from "./ecr";
import { ecs } from "./ecs";
import { elasticloadbalancing } from "./elasticloadbalancing";
import { events } from "./events";
import { iam } from "./iam";
import { kms } from "./kms";
import { lambda } from "./lambda";
import { logs } from "./logs";
import type { ServiceRequests } from "./permission";
import { s3 } from "./s3";
import { secretsmanager } from "./secretsmanager";
import { sns } from "./sns";
import { sqs } from "./sqs";
import { ssm } from "./ssm";
import { sts } from "./sts";
import { wafv2 } from "./wafv2";

/** Which permissions a request needs, by the service's name in the request's signature. */
export const REQUESTS: Readonly<Record<string, ServiceRequests>> = {
  cloudfront,
  codebuild,
  codeconnections: connections("codeconnections"),
  codedeploy,
  codepipeline,
  "codestar-connections": connections("codestar-connections"),
  ecr,
  ecs,
  elasticloadbalancing,
  events,
  iam,
  kms,
  lambda,
  logs,
  monitoring: cloudwatch,
  s3,
  secretsmanager,
  sns,
  sqs,
  ssm,
  sts,
  wafv2,
};

/** The service's own condition keys that are known here, by the service's name in actions. */
export function conditionKeysOf(service: string): readonly string[] {
  return (service === "cloudwatch" ? cloudwatch : REQUESTS[service])?.conditionKeys ?? [];
}
