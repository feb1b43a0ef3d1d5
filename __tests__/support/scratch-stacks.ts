import type { App } from "cdktf";
import { BuildProject } from "../../modules/codebuild/build-project";
import { ExistingImageRepository } from "../../modules/ecr/existing-image-repository";
import { EventRule } from "../../modules/events/event-rule";
import { BuildProjectTarget } from "../../modules/events/targets/build-project-target";
import { Role } from "../../modules/iam/role";
import { trustOidcProvider } from "../../modules/iam/trust";
import { ManualApproval } from "../../modules/pipeline/approvals/manual-approval";
import { CodeBuildAction } from "../../modules/pipeline/builds/code-build-action";
import { EcsDeploy } from "../../modules/pipeline/deploys/ecs-deploy";
import { Pipeline } from "../../modules/pipeline/pipeline";
import { alarmRule } from "../../modules/pipeline/rules/alarm-rule";
import { deploymentWindowRule } from "../../modules/pipeline/rules/deployment-window-rule";
import { EcrSource } from "../../modules/pipeline/sources/ecr-source";
import { ArtifactStore } from "../../modules/s3/artifact-store";
import { PrivateBucket } from "../../modules/s3/private-bucket";
import { ProjectStack, type SummaryLine } from "../../stacks/project-stack";
import { shippedProject } from "./shipped";

// Stacks as a user would write them who needs another system than those that there are.

/** No pipeline: a build that an event starts, a bucket that keeps everything, and a role for GitHub Actions. */
export class NightlyBuild extends ProjectStack {
  constructor(scope: App) {
    super(scope, { project: shippedProject, settings: { stack: "nightly" } });
    const project = new BuildProject(this, "build", {
      projectName: "nightly",
      sourceType: "NO_SOURCE",
      buildspec: "version: 0.2\nphases:\n  build:\n    commands:\n      - printenv COLOUR\n",
      environmentVariables: { COLOUR: { parameterStore: "/nightly/colour" }, SIZE: "9" },
    });
    new EventRule(this, "rejected", {
      ruleName: "nightly-rejected",
      eventPattern: { source: ["aws.codepipeline"], detail: { state: ["FAILED"] } },
    }).addTarget(new BuildProjectTarget({ project }));
    const bucket = new PrivateBucket(this, "kept", { bucket: "nightly-kept-for-ever", versioning: true });
    new Role(this, "actions", {
      roleName: "nightly-actions",
      assumedBy: trustOidcProvider(
        "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
        [
          {
            test: "StringEquals",
            variable: "token.actions.githubusercontent.com:aud",
            values: ["sts.amazonaws.com"],
          },
          {
            test: "StringEquals",
            variable: "token.actions.githubusercontent.com:sub",
            values: ["repo:example-organization/example-application:ref:refs/heads/main"],
          },
        ],
      ),
    }).allow({ actions: ["s3:GetObject"], resources: [`${bucket.bucketArn}/base.json`] });
  }

  override summary(): readonly SummaryLine[] {
    return [{ label: "started by", text: "a rejected approval" }];
  }
}

/** Two images that start one pipeline, an approval, and a deploy that rolls back. */
export class TwoImages extends ProjectStack {
  constructor(scope: App) {
    super(scope, { project: shippedProject, settings: { stack: "two-images" } });
    const source = (actionName: string, repositoryName: string) =>
      new EcrSource({
        actionName,
        repository: new ExistingImageRepository(this, repositoryName, { repositoryName }),
      });
    const web = source("Web", "two-images/web");
    const proxy = source("Proxy", "two-images/proxy");
    const project = new BuildProject(this, "build", {
      projectName: "two-images",
      buildspec: "version: 0.2\nphases:\n  build:\n    commands:\n      - 'true'\n",
    });
    const build = new CodeBuildAction({
      actionName: "Build",
      project,
      input: web.output,
      extraInputs: [proxy.output],
    });
    const approval = new ManualApproval({
      actionName: "Approve",
      customData: "Looks good?",
      externalEntityLink: "https://example.com/staging",
      timeoutInMinutes: 60,
    });
    const deploy = new EcsDeploy({
      actionName: "Deploy",
      clusterName: "example",
      serviceName: "example",
      input: build.output,
    });
    new Pipeline(this, "pipeline", {
      pipelineName: "two-images",
      artifactStore: new ArtifactStore(this, "artifact", { bucket: "two-images-artifact" }),
    })
      .stage("Source", web, proxy)
      .stage({ stageName: "Build", onFailure: { result: "RETRY" } }, build)
      .stage("Approve", approval)
      .stage(
        {
          stageName: "Deploy",
          beforeEntry: {
            result: "FAIL",
            rules: [
              alarmRule(this, { alarmName: "errors" }),
              deploymentWindowRule({ cron: "* * 9-16 ? * MON-FRI", timeZone: "Asia/Tokyo" }),
            ],
          },
          onFailure: { result: "ROLLBACK" },
        },
        deploy,
      );
  }
}
