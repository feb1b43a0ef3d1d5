import { describe, expect, it } from "vitest";
import type { EcrPushBlueGreenSettings } from "../../../settings/schema/ecr-push-blue-green";
import type { ReleaseImageSettings } from "../../../settings/schema/release-image";
import { findingsOf, warningsOf } from "../../support/findings";
import { ecrPushBlueGreen, shiftedService, taskDefinitionFile } from "../../support/minimal-entries";
import { stackOf } from "../../support/minimal-stacks";
import { arn, bucketArn, ref } from "../../support/ref";
import { executionRoleArn, withRole } from "../../support/task-definitions/with-role";
import { type Block, Template } from "../../support/template";
import { writtenFile } from "../../support/written-file";

type Changes = Partial<EcrPushBlueGreenSettings>;

/** The template of an entry in which nothing is wrong. */
function made(changes: Changes = {}): Template {
  const stack = stackOf(ecrPushBlueGreen(changes));
  expect(findingsOf(stack)).toEqual([]);
  return new Template(stack);
}

const warnings = (changes: Changes) => warningsOf(stackOf(ecrPushBlueGreen(changes)));
const images = (...all: readonly ReleaseImageSettings[]): Changes => ({ images: all });
const bucket = "app-definitions";
const app = { containerName: "app" };
const proxy = { containerName: "proxy" };
const create = {
  vpcId: "vpc-0123456789abcdef0",
  subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
};
const ofExample = { definitions: { bucket, taskDefinitionFile } };

interface Stage {
  readonly name: string;
  readonly action: readonly Block[];
}

const stagesIn = (template: Template) => template.at("aws_codepipeline.main").stage as readonly Stage[];
const variablesOf = (template: Template, project = "main"): Readonly<Record<string, string>> => {
  const { environment } = template.at(`aws_codebuild_project.${project}`) as {
    readonly environment: { readonly environment_variable: readonly { name: string; value: string }[] };
  };
  return Object.fromEntries(environment.environment_variable.map(({ name, value }) => [name, value]));
};
const passed = (template: Template, document: string) =>
  template
    .statements(document)
    .filter(({ actions }) => (actions as readonly string[]).includes("iam:PassRole"));
const started = (template: Template) =>
  template.addresses.filter((address) => address.startsWith("aws_cloudwatch_event_rule."));

describe("the stack ecr-push-blue-green", () => {
  it("has nothing to complain or to warn of with the least settings", () => {
    const stack = stackOf(ecrPushBlueGreen());
    expect(findingsOf(stack)).toEqual([]);
    expect(warningsOf(stack)).toEqual([]);
  });

  it("goes from image and definitions through the release's files and the migration to CodeDeploy", () => {
    const template = made({ ...images(app, proxy), migration: { command: ["bin/migrate"] } });
    expect(stagesIn(template)).toMatchObject([
      {
        name: "Source",
        action: [
          { name: "app", provider: "ECR", output_artifacts: ["app"] },
          { name: "proxy", provider: "ECR", output_artifacts: ["proxy"] },
          { name: "Definitions", provider: "S3", output_artifacts: ["Definitions"] },
        ],
      },
      {
        name: "Build",
        action: [
          {
            provider: "CodeBuild",
            input_artifacts: ["Definitions", "app", "proxy"],
            output_artifacts: ["Build"],
            configuration: { PrimarySource: "Definitions" },
          },
        ],
      },
      { name: "Migrate", action: [{ provider: "CodeBuild", input_artifacts: ["Build"] }] },
      { name: "Deploy", action: [{ provider: "CodeDeployToECS", input_artifacts: ["Build"] }] },
    ]);
  });

  it("makes the release's files before it migrates, and makes nothing of a migration that there is not", () => {
    expect(stagesIn(made()).map(({ name }) => name)).toEqual(["Source", "Build", "Deploy"]);
    expect(variablesOf(made())).toEqual({ IMAGE_ARTIFACTS: { app: "app" } });
  });

  it("reads what it migrates and shifts from the build, by the names that CodeDeploy gets", () => {
    expect(made().action("Deploy")).toMatchObject({
      input_artifacts: ["Build"],
      configuration: {
        ApplicationName: "app",
        DeploymentGroupName: "app",
        TaskDefinitionTemplateArtifact: "Build",
        TaskDefinitionTemplatePath: "taskdef.json",
        AppSpecTemplateArtifact: "Build",
        AppSpecTemplatePath: "appspec.yaml",
      },
    });
  });

  it("has executions that wait for each other", () => {
    expect(made().at("aws_codepipeline.main")).toMatchObject({
      pipeline_type: "V2",
      execution_mode: "SUPERSEDED",
    });
    expect(made({ pipeline: { executionMode: "QUEUED" } }).at("aws_codepipeline.main")).toHaveProperty(
      "execution_mode",
      "QUEUED",
    );
  });

  it("says where images are pushed to", () => {
    expect(Object.keys(made(images(app, { containerName: "my-proxy" })).section("output"))).toEqual([
      "pipeline_name",
      "pipeline_url",
      "repository_url_app",
      "repository_url_my_proxy",
    ]);
  });
});

describe("what starts a blue/green release", () => {
  it("is a push of the first image alone, by its digest", () => {
    const stack = stackOf(ecrPushBlueGreen(images(app, proxy)));
    const template = new Template(stack);
    expect(started(template)).toEqual(["aws_cloudwatch_event_rule.app_pushed"]);
    expect(template.at("aws_cloudwatch_event_rule.app_pushed")).toMatchObject({
      name: "app-app-pushed",
      event_pattern: { detail: { "repository-name": ["app-app"], "image-tag": ["latest"] } },
    });
    expect(template.at("aws_cloudwatch_event_target.app_pushed").input_transformer).toEqual({
      input_paths: { revisionValue: "$.detail.image-digest" },
      input_template: {
        sourceRevisions: [
          { actionName: "app", revisionType: "IMAGE_DIGEST", revisionValue: "<revisionValue>" },
        ],
      },
    });
    expect(stack.pipeline.startedBy).toEqual([
      { kind: "event", description: "a push of app-app:latest to ECR" },
    ]);
    expect(warningsOf(stack)).toEqual([]);
  });

  it("is a push of any image on request, each with a rule and a role of its own", () => {
    const template = made(images(app, { ...proxy, trigger: {} }));
    expect(started(template)).toEqual([
      "aws_cloudwatch_event_rule.app_pushed",
      "aws_cloudwatch_event_rule.proxy_pushed",
    ]);
    expect(template.at("aws_iam_role.proxy_execute").name).toBe("app-proxy-execute");
  });

  it("is a push of another image than the first on request", () => {
    const changes = images({ ...app, trigger: "none" }, { ...proxy, trigger: {} });
    expect(started(made(changes))).toEqual(["aws_cloudwatch_event_rule.proxy_pushed"]);
    expect(warnings(changes)).toEqual([]);
  });

  it("is nothing on request: no rule and no role, with one warning", () => {
    const changes = images({ ...app, trigger: "none" }, proxy);
    const stack = stackOf(ecrPushBlueGreen(changes));
    expect(new Template(stack).addresses.filter((address) => /event|execute/.test(address))).toEqual([]);
    expect(warningsOf(stack)).toEqual([
      expect.stringMatching(/^three\/pipeline\/stages\/Source\/app: Nothing in this project starts/),
    ]);
    expect(stack.pipeline.startedBy).toEqual([{ kind: "none", description: "nothing in this project" }]);
  });

  it("is an upload of the definitions on request, by its version", () => {
    const changes = { ...images({ ...app, trigger: "none" }), definitions: { bucket, trigger: {} } };
    const template = made(changes);
    expect(started(template)).toEqual(["aws_cloudwatch_event_rule.definitions_uploaded"]);
    expect(template.at("aws_cloudwatch_event_rule.definitions_uploaded")).toMatchObject({
      name: "app-definitions-uploaded",
      event_pattern: {
        source: ["aws.s3"],
        "detail-type": ["Object Created"],
        detail: { bucket: { name: [bucket] }, object: { key: ["definitions.zip"] } },
      },
    });
    expect(template.at("aws_cloudwatch_event_target.definitions_uploaded").input_transformer).toEqual({
      input_paths: { revisionValue: "$.detail.object.version-id" },
      input_template: {
        sourceRevisions: [
          {
            actionName: "Definitions",
            revisionType: "S3_OBJECT_VERSION_ID",
            revisionValue: "<revisionValue>",
          },
        ],
      },
    });
    expect(template.at("aws_s3_bucket_notification.definitions")).toMatchObject({ eventbridge: true });
    expect(warnings(changes)).toEqual([]);
  });

  it("is an upload and a push, from containers of every name", () => {
    const template = made({
      ...images({ containerName: "definitions" }),
      definitions: { bucket, trigger: {} },
    });
    expect(started(template)).toEqual([
      "aws_cloudwatch_event_rule.definitions_pushed",
      "aws_cloudwatch_event_rule.definitions_uploaded",
    ]);
  });

  it("warns that the owner of a bucket that exists must let its events out", () => {
    const changes = { definitions: { existingBucket: "shared", trigger: {} } };
    expect(made(changes).find("aws_s3_bucket_notification")).toEqual([]);
    expect(warnings(changes)).toEqual([
      expect.stringMatching(/^three\/definitions\/bucket: Uploads to a bucket that exists/),
    ]);
  });

  it("overrides no revision of a V1 pipeline, with the warning of the race", () => {
    const changes: Changes = { pipeline: { pipelineType: "V1" }, definitions: { bucket, trigger: {} } };
    for (const target of made(changes).find("aws_cloudwatch_event_target"))
      expect(target).not.toHaveProperty("input_transformer");
    expect(warnings(changes)).toEqual([expect.stringContaining("two quick pushes of a tag can race")]);
  });
});

describe("the images of a blue/green release", () => {
  const unchanged = (template: Template, other: Template) =>
    template.addresses.filter(
      (address) => JSON.stringify(template.at(address)) === JSON.stringify(other.at(address)),
    );

  it("change nothing of the first when a second one comes", () => {
    const [one, two] = [made(images(app)), made(images(app, proxy))];
    const changed = one.addresses.filter((address) => !unchanged(one, two).includes(address));
    expect(changed).toEqual([
      "aws_codebuild_project.main",
      "aws_codepipeline.main",
      "data.aws_iam_policy_document.codepipeline",
    ]);
    expect(two.addresses.filter((address) => !one.addresses.includes(address))).toEqual([
      "aws_ecr_lifecycle_policy.proxy",
      "aws_ecr_repository.proxy",
    ]);
    expect(two.action("app")).toEqual(one.action("app"));
  });

  it("lie in repositories that are named after their containers", () => {
    const template = made(images({ containerName: "Web" }, { containerName: "2nd" }));
    expect(template.at("aws_ecr_repository.web").name).toBe("app-web");
    expect(template.at("aws_ecr_repository._2nd").name).toBe("app-2nd");
  });

  it("lie in repositories that exist, or of other names, under other tags", () => {
    const template = made(
      images(
        { ...app, imageRepository: { existingRepository: "team/app" }, imageTag: "stable" },
        { ...proxy, imageRepository: { repositoryName: "team/proxy" } },
      ),
    );
    expect(template.find("aws_ecr_repository")).toMatchObject([{ name: "team/proxy" }]);
    expect(template.action("app").configuration).toEqual({ RepositoryName: "team/app", ImageTag: "stable" });
    expect(template.action("proxy")).toHaveProperty("configuration.RepositoryName", "team/proxy");
  });

  it("are four at most, each with its artifact in the build", () => {
    const names = ["a", "b", "my-app", "d"];
    const template = made(images(...names.map((containerName) => ({ containerName }))));
    expect(template.action("Build").input_artifacts).toEqual(["Definitions", "a", "b", "my_app", "d"]);
    expect(variablesOf(template).IMAGE_ARTIFACTS).toEqual({ a: "a", b: "b", "my-app": "my_app", d: "d" });
  });

  it("run in several containers", () => {
    const template = made(images({ ...app, otherContainerNames: ["worker", "cron"] }));
    expect(variablesOf(template).IMAGE_ARTIFACTS).toEqual({ app: "app", worker: "app", cron: "app" });
    expect(template.find("aws_ecr_repository")).toHaveLength(1);
  });

  it("are written by the deploy on request, each artifact read once", () => {
    const template = made({
      ...images({ ...app, otherContainerNames: ["worker"] }, proxy),
      definitions: { bucket, imagePlaceholders: true },
    });
    expect(variablesOf(template)).toMatchObject({ IMAGE_PLACEHOLDERS: "true" });
    expect(template.action("Deploy")).toMatchObject({
      input_artifacts: ["Build", "app", "proxy"],
      configuration: {
        Image1ArtifactName: "app",
        Image1ContainerName: "IMAGE1_NAME",
        Image2ArtifactName: "app",
        Image2ContainerName: "IMAGE2_NAME",
        Image3ArtifactName: "proxy",
        Image3ContainerName: "IMAGE3_NAME",
      },
    });
  });
});

describe("the build of a blue/green release", () => {
  it("runs this project's specification without Docker and without access to images", () => {
    const template = made(images(app, proxy));
    const { source, environment } = template.at("aws_codebuild_project.main") as {
      readonly source: { readonly buildspec: string };
      readonly environment: Block;
    };
    expect(source.buildspec).toContain("IMAGE_ARTIFACTS");
    expect(source.buildspec).toContain("appspec.yaml");
    expect(environment.privileged_mode).toBe(false);
    const actions = template.statements("codebuild").flatMap((statement) => statement.actions as string[]);
    expect(actions.filter((action) => /^(ecr|ecs|iam):/.test(action))).toEqual([]);
  });

  it("takes the options of every build, and a specification of the team's", () => {
    const template = made({ build: { buildspec: "version: 0.2\nphases: {}\n", buildTimeout: 15 } });
    expect(template.at("aws_codebuild_project.main")).toMatchObject({
      build_timeout: 15,
      source: { buildspec: "version: 0.2\nphases: {}\n" },
    });
  });
});

describe("the roles that a blue/green release passes on", () => {
  const taskRole = "arn:aws:iam::123456789012:role/app-task";
  const file = (changes: object) => ({
    definitions: { bucket, taskDefinitionFile: writtenFile(withRole(changes)) },
  });
  const resources = (changes: Changes, document = "codepipeline") =>
    passed(made({ migration: { command: ["a"] }, ...changes }), document).flatMap(
      (statement) => statement.resources,
    );
  const role = (name: string) =>
    `arn:${ref("data.aws_partition.current.partition")}:iam::${ref("data.aws_caller_identity.current.account_id")}:role/${name}`;

  it.each(["codepipeline", "codedeploy", "migrate"])("are those of the task definition: %s", (document) => {
    expect(resources(file({ taskRoleArn: taskRole }), document)).toEqual([executionRoleArn, taskRole]);
  });

  it("are one where the task definition names one for both", () => {
    expect(resources(file({ taskRoleArn: executionRoleArn }))).toEqual([executionRoleArn]);
  });

  it("are those of the settings, whatever the task definition says", () => {
    const service = { ...shiftedService, taskRoles: ["execution", taskRole] };
    expect(resources({ ...file({}), service })).toEqual([role("execution"), taskRole].sort());
  });

  it("are none on request, and then no statement says so", () => {
    const service = { ...shiftedService, taskRoles: [] };
    for (const document of ["codepipeline", "codedeploy", "migrate"])
      expect(resources({ service }, document)).toEqual([]);
  });

  it.each<[string, Changes]>([
    ["where the team uploads the task definition", {}],
    ["on request", { ...file({}), service: { ...shiftedService, taskRoles: "of the service" } }],
  ])("are those of the service's own task definition %s", (_, changes) => {
    const template = made(changes);
    expect(template.at("data.aws_ecs_service.main")).toEqual({
      cluster_arn: "cluster",
      service_name: "service",
    });
    const definition = "data.aws_ecs_task_definition.main";
    expect(passed(template, "codepipeline")).toMatchObject([
      {
        resources: [
          ref(`coalesce(${definition}.execution_role_arn, ${definition}.task_role_arn)`),
          ref(`coalesce(${definition}.task_role_arn, ${definition}.execution_role_arn)`),
        ],
      },
    ]);
  });

  it("are those that are made with the service, which the build writes into the task definition", () => {
    const changes: Changes = {
      ...ofExample,
      service: { ...shiftedService, create: { ...create, existingTaskRole: "task" } },
    };
    const names = [role("service-execution"), role("task")];
    for (const document of ["codepipeline", "codedeploy", "migrate"])
      expect(resources(changes, document)).toEqual(names);
    expect(variablesOf(made(changes))).toMatchObject({
      EXECUTION_ROLE_ARN: names[0],
      TASK_ROLE_ARN: names[1],
    });
  });
});

describe("the service of a blue/green release", () => {
  const ofService = (template: Template) =>
    template.addresses.filter((address) => /^aws_(ecs|lb|security|vpc)/.test(address));

  it("exists: nothing of it is made, and its listener is looked up", () => {
    const template = made();
    expect(ofService(template)).toEqual([]);
    expect(template.at("data.aws_lb.main")).toEqual({ name: "balancer" });
    expect(template.at("data.aws_lb_listener.main_production")).toMatchObject({ port: 443 });
    expect(template.at("aws_codedeploy_deployment_group.main")).toMatchObject({
      ecs_service: { cluster_name: "cluster", service_name: "service" },
      load_balancer_info: {
        target_group_pair_info: {
          prod_traffic_route: { listener_arns: [ref("data.aws_lb_listener.main_production.arn")] },
          target_group: [{ name: "blue" }, { name: "green" }],
        },
      },
    });
  });

  it("has a test listener on request", () => {
    const loadBalancer = { ...shiftedService.loadBalancer, testPort: 8443 };
    const template = made({ service: { ...shiftedService, loadBalancer } });
    expect(template.at("data.aws_lb_listener.main_test")).toMatchObject({ port: 8443 });
    expect(template.at("aws_codedeploy_deployment_group.main")).toHaveProperty(
      "load_balancer_info.target_group_pair_info.test_traffic_route",
      { listener_arns: [ref("data.aws_lb_listener.main_test.arn")] },
    );
  });

  it("is made on request, for CodeDeploy, with the images' repositories in its first task definition", () => {
    const template = made({
      ...ofExample,
      ...images(app, { ...proxy, imageTag: "stable" }),
      service: { ...shiftedService, create },
    });
    expect(template.addresses.filter((address) => /^data\.aws_(lb|ecs)/.test(address))).toEqual([]);
    expect(template.at("aws_ecs_service.main")).toMatchObject({
      name: "service",
      deployment_controller: { type: "CODE_DEPLOY" },
      lifecycle: { ignore_changes: expect.arrayContaining(["task_definition", "load_balancer"]) },
    });
    const { container_definitions } = template.at("aws_ecs_task_definition.main");
    expect(container_definitions).toMatchObject([
      { name: "app", image: `${ref("aws_ecr_repository.app.repository_url")}:latest` },
      { name: "proxy", image: `${ref("aws_ecr_repository.proxy.repository_url")}:stable` },
    ]);
    const { depends_on } = template.at("aws_codedeploy_deployment_group.main");
    expect(depends_on).toContain("aws_ecs_service.main");
  });

  it("keeps the addresses of pipeline and deployment when it is made in place of one that exists", () => {
    const existing = made(ofExampleWithRole());
    const ours = made({ ...ofExample, service: { ...shiftedService, create } });
    const gone = existing.addresses.filter((address) => !ours.addresses.includes(address));
    expect(gone).toEqual(["data.aws_lb.main", "data.aws_lb_listener.main_production"]);
  });
});

const ofExampleWithRole = (): Changes => ({
  definitions: { bucket, taskDefinitionFile: writtenFile(withRole()) },
});

describe("the deployment of a blue/green release", () => {
  const groupOf = (deployment: NonNullable<Changes["deployment"]>) =>
    made({ deployment }).at("aws_codedeploy_deployment_group.main");

  it("moves all traffic at once, and rolls back on any failure, by default", () => {
    expect(groupOf({})).toMatchObject({
      deployment_config_name: "CodeDeployDefault.ECSAllAtOnce",
      auto_rollback_configuration: {
        enabled: true,
        events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_REQUEST"],
      },
      blue_green_deployment_config: {
        deployment_ready_option: { action_on_timeout: "CONTINUE_DEPLOYMENT" },
        terminate_blue_instances_on_deployment_success: { termination_wait_time_in_minutes: 5 },
      },
    });
  });

  it("moves it as the settings say, watches alarms and waits", () => {
    expect(
      groupOf({
        traffic: { type: "canary", percentage: 10, intervalInMinutes: 5 },
        alarms: ["errors"],
        actionOnTimeout: "STOP_DEPLOYMENT",
        waitTimeInMinutes: 60,
        terminationWaitTimeInMinutes: 0,
      }),
    ).toMatchObject({
      deployment_config_name: "CodeDeployDefault.ECSCanary10Percent5Minutes",
      alarm_configuration: { enabled: true, alarms: ["errors"] },
      blue_green_deployment_config: {
        deployment_ready_option: { action_on_timeout: "STOP_DEPLOYMENT", wait_time_in_minutes: 60 },
        terminate_blue_instances_on_deployment_success: { termination_wait_time_in_minutes: 0 },
      },
    });
  });

  it("is one for the group, the pipeline and its permissions, by every name of the settings", () => {
    const template = made({
      deployment: {
        applicationName: "shop",
        deploymentGroupName: "production",
        traffic: { type: "linear", percentage: 20, intervalInMinutes: 2 },
        logicalId: "shift",
        roleLogicalId: "shifter",
      },
    });
    expect(template.at("aws_codedeploy_deployment_config.shift")).toMatchObject({
      deployment_config_name: "production.Linear20PercentEvery2Minutes",
    });
    expect(template.at("aws_iam_role.shifter").name).toBe("production-codedeploy");
    expect(template.action("Deploy").configuration).toMatchObject({
      ApplicationName: "shop",
      DeploymentGroupName: "production",
    });
    const resources = template
      .statements("codepipeline")
      .filter(({ actions }) => String(actions).startsWith("codedeploy:"))
      .flatMap((statement) => statement.resources);
    expect(resources).toEqual([
      arn("codedeploy", "deploymentgroup:shop/production"),
      arn("codedeploy", "application:shop"),
      arn("codedeploy", "deploymentconfig:production.Linear20PercentEvery2Minutes"),
    ]);
  });
});

describe("the stages of a blue/green release", () => {
  const command = ["bin/migrate"];

  it("are the same whether a migration or its stage is written", () => {
    const short = made({ migration: { command } });
    const long = made({
      stages: [
        { type: "migrate", stageName: "Migrate", command },
        { type: "blue-green", stageName: "Deploy" },
      ],
    });
    for (const address of short.addresses) expect(long.at(address)).toEqual(short.at(address));
    expect(long.addresses).toEqual(short.addresses);
  });

  it("take approvals and tests between migration and deployment", () => {
    const template = made({
      stages: [
        { type: "migrate", stageName: "Schema", command, actionName: "Run" },
        { type: "approve", stageName: "Approve" },
        {
          type: "stage",
          stageName: "Release",
          onFailure: { result: "ROLLBACK" },
          actions: [
            { type: "blue-green", actionName: "Shift" },
            { type: "test", actionName: "Smoke", runOrder: 2, buildspec: "version: 0.2\nphases: {}\n" },
          ],
        },
      ],
    });
    expect(stagesIn(template).slice(2)).toMatchObject([
      { name: "Schema", action: [{ name: "Run", provider: "CodeBuild" }] },
      { name: "Approve", action: [{ provider: "Manual" }] },
      {
        name: "Release",
        on_failure: { result: "ROLLBACK" },
        action: [
          { name: "Shift", provider: "CodeDeployToECS" },
          { name: "Smoke", provider: "CodeBuild", run_order: 2 },
        ],
      },
    ]);
    expect(template.at("aws_codebuild_project.run").name).toBe("app-run");
  });
});

describe("the key of a blue/green entry", () => {
  const kmsKeyArn = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000";

  it("is made on request, for the images, both buckets, the builds and their logs", () => {
    const template = made({ kmsKey: "create", ...ofExampleWithRole(), migration: { command: ["a"] } });
    const key = ref("aws_kms_key.main.arn");
    const rule = { apply_server_side_encryption_by_default: { kms_master_key_id: key } };
    for (const name of ["artifact", "definitions"])
      expect(template.at(`aws_s3_bucket_server_side_encryption_configuration.${name}`)).toMatchObject({
        rule: [rule],
      });
    expect(template.at("aws_ecr_repository.app")).toMatchObject({
      encryption_configuration: [{ kms_key: key }],
    });
    for (const name of ["main", "migrate"]) {
      expect(template.at(`aws_codebuild_project.${name}`)).toMatchObject({ encryption_key: key });
      expect(template.at(`aws_cloudwatch_log_group.${name}`)).toMatchObject({ kms_key_id: key });
    }
    expect(
      template.statements("codepipeline").filter(({ resources }) => String(resources) === key),
    ).not.toEqual([]);
  });

  it("is the definitions' own where settings name one, and the pipeline may decrypt with it", () => {
    const template = made({ definitions: { bucket, kmsKeyArn } });
    expect(template.statements("codepipeline")).toContainEqual({
      effect: "Allow",
      actions: ["kms:Decrypt"],
      resources: [kmsKeyArn],
    });
    expect(template.at("aws_s3_bucket_server_side_encryption_configuration.artifact")).toMatchObject({
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
    });
  });
});

it("the pipeline of a blue/green entry reads the one object of the definitions, and no other", () => {
  const template = made({ definitions: { existingBucket: "shared", objectKey: "shop/release.zip" } });
  expect(template.statements("codepipeline")).toEqual(
    expect.arrayContaining([
      {
        effect: "Allow",
        actions: ["s3:GetObject", "s3:GetObjectVersion"],
        resources: [`${bucketArn("shared")}/shop/release.zip`],
      },
      {
        effect: "Allow",
        actions: ["s3:GetBucketLocation", "s3:GetBucketVersioning"],
        resources: [bucketArn("shared")],
      },
    ]),
  );
  expect(template.action("Definitions").configuration).toEqual({
    S3Bucket: "shared",
    S3ObjectKey: "shop/release.zip",
    PollForSourceChanges: "false",
  });
});
