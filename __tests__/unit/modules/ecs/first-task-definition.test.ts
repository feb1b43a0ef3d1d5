import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import type { TaskDefinitionDocument } from "../../../../modules/ecs/task-definition-document";
import { unescaped } from "../../../../modules/terraform/literal";
import { BareStack, unwrittenApp } from "../../../support/bare-stack";
import { fargateService } from "../../../support/fargate-service";
import { warningsOf } from "../../../support/findings";
import { railsAndNginx } from "../../../support/rails-and-nginx";
import { ref } from "../../../support/ref";
import { Template } from "../../../support/template";

function withDocument(taskDefinition: TaskDefinitionDocument, stack = new BareStack()): BareStack {
  const rails = new EcrRepository(stack, "rails", { name: "shop-rails" });
  fargateService(stack, { taskDefinition, images: { rails: `${rails.repositoryUrl}:stg` } });
  return stack;
}

const resource = (taskDefinition: TaskDefinitionDocument = railsAndNginx) =>
  new Template(withDocument(taskDefinition)).at("aws_ecs_task_definition.service");

const ownImage = `${ref("aws_ecr_repository.rails.repository_url")}:stg`;

const containers = railsAndNginx.containerDefinitions as readonly object[];
const withOwnImage = containers.map((container, index) =>
  index === 0 ? { ...container, image: ownImage } : container,
);

describe("the first task definition", () => {
  it("says what the document says, without what describes a registered one, and is left alone then", () => {
    expect(resource()).toEqual({
      family: "shop",
      container_definitions: expect.any(Array),
      cpu: "256",
      memory: "512",
      network_mode: "awsvpc",
      requires_compatibilities: ["FARGATE"],
      execution_role_arn: ref("aws_iam_role.service_execution.arn"),
      volume: [{ name: "sockets" }],
      depends_on: ["aws_cloudwatch_log_group.service_ecs_shop_staging"],
      lifecycle: { ignore_changes: "all" },
    });
  });

  it("keeps its containers as they are but for the images of the stack's own, in JSON", () => {
    const written = resource().container_definitions;
    expect(JSON.parse(unescaped(JSON.stringify(written)))).toEqual(withOwnImage);
  });

  it("has Terraform interpret the image and no other text, in JSON", () => {
    const written = JSON.stringify(resource().container_definitions);
    expect(written.match(/(?<!\$)\$\{[^}]*\}/g)).toEqual([ref("aws_ecr_repository.rails.repository_url")]);
    expect(written).not.toMatch(/(?<!%)%\{/);
  });

  it("says the same in HCL", () => {
    const stack = withDocument(railsAndNginx, new BareStack(unwrittenApp({ hclOutput: true })));
    const [, heredoc = ""] =
      /container_definitions = <<EOF\n([\s\S]*?)\nEOF\n/.exec(Testing.synthHcl(stack)) ?? [];
    expect(JSON.parse(unescaped(heredoc))).toEqual(withOwnImage);
    expect(heredoc.match(/(?<!\$)\$\{[^}]*\}/g)).toEqual([ref("aws_ecr_repository.rails.repository_url")]);
    expect(Testing.synthHcl(stack)).toContain("ignore_changes = all\n");
  });

  it("carries all that Terraform's resource has a word for", () => {
    const stack = withDocument({
      ...railsAndNginx,
      cpu: 512,
      memory: "1 GB",
      pidMode: "task",
      runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
      ephemeralStorage: { sizeInGiB: 30 },
      enableFaultInjection: true,
      proxyConfiguration: {
        type: "APPMESH",
        containerName: "envoy",
        properties: [{ name: "AppPorts", value: "3000" }],
      },
      tags: [{ key: "team", value: "shop" }],
      volumes: [
        { name: "sockets", host: {} },
        { name: "data", configuredAtLaunch: true },
        {
          name: "uploads",
          efsVolumeConfiguration: {
            fileSystemId: "fs-12345678",
            transitEncryption: "ENABLED",
            authorizationConfig: { accessPointId: "fsap-12345678", iam: "ENABLED" },
          },
        },
      ],
    });
    expect(new Template(stack).at("aws_ecs_task_definition.service")).toMatchObject({
      cpu: "512",
      memory: "1 GB",
      pid_mode: "task",
      runtime_platform: { cpu_architecture: "ARM64", operating_system_family: "LINUX" },
      ephemeral_storage: { size_in_gib: 30 },
      enable_fault_injection: true,
      proxy_configuration: { type: "APPMESH", container_name: "envoy", properties: { AppPorts: "3000" } },
      tags: { team: "shop" },
      volume: [
        { name: "sockets" },
        { name: "data", configure_at_launch: true },
        {
          name: "uploads",
          efs_volume_configuration: {
            file_system_id: "fs-12345678",
            transit_encryption: "ENABLED",
            authorization_config: { access_point_id: "fsap-12345678", iam: "ENABLED" },
          },
        },
      ],
    });
    expect(warningsOf(stack)).toEqual([]);
  });

  it.each<[string, TaskDefinitionDocument]>([
    ["a key that the future brings", { ...railsAndNginx, futureKey: "1" }],
    [
      "a volume of a new kind",
      { ...railsAndNginx, volumes: [{ name: "a", newVolumeConfiguration: { id: 1 } }] },
    ],
    ["a folder of the host", { ...railsAndNginx, volumes: [{ name: "a", host: { sourcePath: "/var" } }] }],
  ])("warns that it cannot carry %s", (_, document) => {
    expect(warningsOf(withDocument(document))).toEqual([
      expect.stringMatching(/^bare\/service\/task_definition: Terraform's resource cannot carry all/),
    ]);
  });
});
