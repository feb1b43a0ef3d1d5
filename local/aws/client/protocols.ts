interface JsonProtocol {
  readonly target: string;
  readonly version: "1.0" | "1.1";
}

/** The services that speak AWS's JSON protocol, and the prefix of the header that names the operation. */
export const JSON_SERVICES: Readonly<Record<string, JsonProtocol>> = {
  acm: { target: "CertificateManager", version: "1.1" },
  "application-autoscaling": { target: "AnyScaleFrontendService", version: "1.1" },
  codebuild: { target: "CodeBuild_20161006", version: "1.1" },
  codeconnections: { target: "CodeConnections_20231201", version: "1.0" },
  codedeploy: { target: "CodeDeploy_20141006", version: "1.1" },
  codepipeline: { target: "CodePipeline_20150709", version: "1.1" },
  "codestar-connections": { target: "CodeStar_connections_20191201", version: "1.0" },
  ecr: { target: "AmazonEC2ContainerRegistry_V20150921", version: "1.1" },
  ecs: { target: "AmazonEC2ContainerServiceV20141113", version: "1.1" },
  events: { target: "AWSEvents", version: "1.1" },
  kms: { target: "TrentService", version: "1.1" },
  "local-aws": { target: "LocalAws", version: "1.1" },
  logs: { target: "Logs_20140328", version: "1.1" },
  secretsmanager: { target: "secretsmanager", version: "1.1" },
  sqs: { target: "AmazonSQS", version: "1.0" },
  ssm: { target: "AmazonSSM", version: "1.1" },
  wafv2: { target: "AWSWAF_20190729", version: "1.1" },
};

/** The services that speak AWS's query protocol (forms in, XML out), and their API version. */
export const QUERY_SERVICES: Readonly<Record<string, string>> = {
  ec2: "2016-11-15",
  elasticloadbalancing: "2015-12-01",
  iam: "2010-05-08",
  monitoring: "2010-08-01",
  sns: "2010-03-31",
  sts: "2011-06-15",
};
