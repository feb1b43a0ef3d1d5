import type { Service } from "../gateway/service";
import { applicationAutoscaling } from "./application-autoscaling";
import { cloudfront } from "./cloudfront";
import { codebuild } from "./codebuild";
import { codedeploy } from "./codedeploy";
import { codepipeline } from "./codepipeline";
import { codestarNotifications } from "./codestar-notifications";
import { connections } from "./connections";
import { ecr } from "./ecr";
import { ecs } from "./ecs";
import { events } from "./events";
import { iam } from "./iam";
import { lambda } from "./lambda";
import { localAws } from "./local-aws";
import { s3 } from "./s3";
import { sns } from "./sns";
import { sqs } from "./sqs";
import { sts } from "./sts";

const AWS_SERVICES: Readonly<Record<string, Service>> = {
  "application-autoscaling": applicationAutoscaling,
  cloudfront,
  codebuild,
  codeconnections: connections("codeconnections"),
  codedeploy,
  codepipeline,
  "codestar-connections": connections("codestar-connections"),
  "codestar-notifications": codestarNotifications,
  ecr,
  ecs,
  events,
  iam,
  lambda,
  s3,
  sns,
  sqs,
  sts,
};

/** The services that the gateway has a hand in, by the name in a request's signature. moto answers all others. */
export const SERVICES: Readonly<Record<string, Service>> = {
  ...AWS_SERVICES,
  "local-aws": localAws(Object.values(AWS_SERVICES)),
};
