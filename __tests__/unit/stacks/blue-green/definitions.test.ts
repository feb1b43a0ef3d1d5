import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { readOnlyKeys } from "../../../../modules/ecs/task-definition/without-read-only-keys";
import type { DefinitionsSettings } from "../../../../settings/schema/definitions";
import type { EcrPushBlueGreenSettings } from "../../../../settings/schema/ecr-push-blue-green";
import { findingsOf, warningsOf } from "../../../support/findings";
import {
  ecrPushBlueGreen,
  project,
  shiftedService,
  taskDefinitionFile,
} from "../../../support/minimal-entries";
import { stackOf } from "../../../support/minimal-stacks";
import { ref } from "../../../support/ref";
import { synthesize } from "../../../support/synthesize";
import { describedFargate } from "../../../support/task-definitions/described-fargate";
import { withRole } from "../../../support/task-definitions/with-role";
import { Template } from "../../../support/template";
import { writtenFile } from "../../../support/written-file";

type Changes = Partial<EcrPushBlueGreenSettings>;

const bucket = "app-definitions";
const described = "__tests__/support/task-definitions/described-fargate.json";

const entryOf = (text: string, changes: Changes = {}, definitions: Partial<DefinitionsSettings> = {}) =>
  ecrPushBlueGreen({
    definitions: { bucket, taskDefinitionFile: writtenFile(text), ...definitions } as DefinitionsSettings,
    ...changes,
  });
const templateOf = (...args: Parameters<typeof entryOf>) => new Template(stackOf(entryOf(...args)));

/** What is uploaded, as text by path. */
function uploaded(...args: Parameters<typeof entryOf>): Readonly<Record<string, string>> {
  const folder = synthesize(entryOf(...args), project);
  const { resource } = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as {
    readonly resource: { readonly aws_s3_object: { readonly definitions: { readonly source: string } } };
  };
  const files = unzipSync(readFileSync(join(folder, resource.aws_s3_object.definitions.source)));
  return Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, strFromU8(bytes)]));
}

const appSpecOf = (changes: Changes) => uploaded(withRole(), changes)["appspec.yaml"];

describe("the definitions that Terraform uploads", () => {
  it("are a task definition and an AppSpec file in one zip", () => {
    expect(Object.keys(uploaded(withRole())).sort()).toEqual(["appspec.yaml", "taskdef.json"]);
  });

  it("hold the task definition byte for byte", () => {
    expect(uploaded(withRole())["taskdef.json"]).toBe(withRole());
  });

  it("hold what AWS answers of a task definition, without the keys that only AWS writes", () => {
    const task = JSON.parse(describedFargate) as Record<string, unknown>;
    const written = JSON.parse(uploaded(describedFargate)["taskdef.json"] ?? "") as Record<string, unknown>;
    const gone = Object.keys(task).filter((key) => !(key in written));
    expect(gone.sort()).toEqual([...readOnlyKeys.filter((key) => key in task), "tags"].sort());
    for (const [key, value] of Object.entries(written)) expect(value).toEqual(task[key]);
  });

  it("name container and port of the load balancer, and what CodePipeline replaces", () => {
    expect(appSpecOf({})).toBe(
      [
        "version: 0.0",
        "Resources:",
        "  - TargetService:",
        "      Type: AWS::ECS::Service",
        "      Properties:",
        "        TaskDefinition: <TASK_DEFINITION>",
        "        LoadBalancerInfo:",
        '          ContainerName: "proxy"',
        "          ContainerPort: 80",
        "",
      ].join("\n"),
    );
  });

  it("name platform version and hooks on request, in the order in which CodeDeploy calls them", () => {
    const text = appSpecOf({
      service: { ...shiftedService, platformVersion: "1.4.0" },
      deployment: { hooks: { AfterAllowTraffic: "after", BeforeInstall: "before" } },
    });
    expect(text).toContain('        PlatformVersion: "1.4.0"\n');
    expect(text).toMatch(/Hooks:\n {2}- BeforeInstall: "before"\n {2}- AfterAllowTraffic: "after"\n$/);
  });

  it("name the capacity of a service that is made, as the service has it", () => {
    const create = {
      vpcId: "vpc-0123456789abcdef0",
      subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
      platformVersion: "1.4.0",
      capacityProviderStrategy: [
        { capacityProvider: "FARGATE", base: 1 },
        { capacityProvider: "FARGATE_SPOT", weight: 3 },
      ],
    } as const;
    const text = appSpecOf({ service: { ...shiftedService, create } });
    expect(text).toContain(
      [
        '        PlatformVersion: "1.4.0"',
        "        CapacityProviderStrategy:",
        '          - CapacityProvider: "FARGATE"',
        "            Base: 1",
        "            Weight: 1",
        '          - CapacityProvider: "FARGATE_SPOT"',
        "            Weight: 3",
        "",
      ].join("\n"),
    );
  });

  it("lie under the key that the pipeline reads, once the bucket keeps versions and encrypts", () => {
    const template = templateOf(withRole(), {}, { objectKey: "shop/release.zip" });
    expect(template.at("aws_s3_object.definitions")).toMatchObject({
      bucket: ref("aws_s3_bucket.definitions.id"),
      key: "shop/release.zip",
      content_type: "application/zip",
      depends_on: [
        "aws_s3_bucket_server_side_encryption_configuration.definitions",
        "aws_s3_bucket_versioning.definitions",
      ],
    });
    expect(template.action("Definitions")).toHaveProperty("configuration.S3ObjectKey", "shop/release.zip");
  });

  it("are there before the pipeline, which runs at once", () => {
    expect(templateOf(withRole()).at("aws_codepipeline.main").depends_on).toContain(
      "aws_s3_object.definitions",
    );
  });

  it("have a hash that changes with them and with nothing else", () => {
    const hash = (...args: Parameters<typeof entryOf>) =>
      templateOf(...args).at("aws_s3_object.definitions").source_hash;
    expect(hash(withRole())).toMatch(/^[0-9a-f]{64}$/);
    expect(hash(withRole())).toBe(hash(withRole(), { deployment: { alarms: ["errors"] } }));
    expect(hash(withRole())).not.toBe(hash(withRole({ cpu: "512", memory: "1024" })));
    expect(hash(withRole())).not.toBe(hash(withRole(), { deployment: { hooks: { AfterInstall: "f" } } }));
  });

  it("go to a bucket that exists too", () => {
    const stack = stackOf(
      ecrPushBlueGreen({
        definitions: { existingBucket: "shared", taskDefinitionFile: writtenFile(withRole()) },
      }),
    );
    expect(findingsOf(stack)).toEqual([]);
    const template = new Template(stack);
    expect(template.at("aws_s3_object.definitions")).toMatchObject({ bucket: "shared" });
    expect(template.find("aws_s3_bucket", { bucket: "shared" })).toEqual([]);
  });

  it("are none where the team uploads them: the bucket is made, and nothing is put in", () => {
    const template = new Template(stackOf(ecrPushBlueGreen()));
    expect(template.find("aws_s3_object")).toEqual([]);
    expect(template.at("aws_s3_bucket_versioning.definitions")).toMatchObject({
      versioning_configuration: { status: "Enabled" },
    });
  });

  it("are read from a bucket that keeps versions, also where the team uploads them", () => {
    expect(new Template(stackOf(ecrPushBlueGreen())).at("aws_codepipeline.main").depends_on).toContain(
      "aws_s3_bucket_versioning.definitions",
    );
  });

  it("are none of a file that cannot be read", () => {
    for (const text of ["", "# no JSON", "[]", "null"])
      expect(templateOf(text).find("aws_s3_object")).toEqual([]);
  });
});

describe("what goes wrong in a task definition that AWS takes", () => {
  const definitions = { bucket, taskDefinitionFile: described };
  const warnings = (changes: Changes = {}) =>
    warningsOf(stackOf(ecrPushBlueGreen({ definitions, ...changes })));
  const at = (path: string) => warnings().filter((text) => text.startsWith(`three: ${described} ${path}: `));

  it("is warned of by file and JSON path, and nothing of it is changed", () => {
    expect(findingsOf(stackOf(ecrPushBlueGreen({ definitions })))).toEqual([]);
    expect(at("containerDefinitions[0].healthCheck.command")).toContainEqual(
      expect.stringContaining("After CMD-SHELL stands one script"),
    );
    expect(at("containerDefinitions[1].healthCheck.command")).toContainEqual(
      expect.stringContaining("After CMD-SHELL stands one script"),
    );
    expect(uploaded(describedFargate)["taskdef.json"]).toContain(String.raw`"\"|| exit 1\""`);
  });

  it("is not one role for both where two are made with the service", () => {
    expect(at("taskRoleArn")).toHaveLength(1);
    const create = {
      vpcId: "vpc-0123456789abcdef0",
      subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
    };
    const all = warnings({ service: { ...shiftedService, create } });
    expect(all.filter((text) => text.includes("taskRoleArn"))).toEqual([]);
  });

  it("is nothing in the example", () => {
    const changes = { definitions: { bucket, taskDefinitionFile } };
    expect(warningsOf(stackOf(ecrPushBlueGreen(changes)))).toEqual([]);
  });
});
