import { describe, expect, it } from "vitest";
import type { MadeServiceSettings } from "../../../settings/schema/made-service";
import type { ServiceSettings } from "../../../settings/schema/service";
import type { StageSettings } from "../../../settings/schema/stages";
import { findingsOf, warningsOf } from "../../support/findings";
import { ecrPushToEcs, githubToEcs, madeService, releasePath, service } from "../../support/minimal-entries";
import { stackOf } from "../../support/minimal-stacks";
import { Template } from "../../support/template";

const { traffic, ...untrafficked } = madeService.create;

const createdBy = (changes: Partial<MadeServiceSettings>): ServiceSettings => ({
  ...madeService,
  create: { ...madeService.create, ...changes },
});

const named = (name: string, changes: Partial<MadeServiceSettings> = {}): ServiceSettings => ({
  clusterName: name,
  serviceName: name,
  containerName: "proxy",
  // One log group is in the file of all of them.
  create: { ...untrafficked, ...changes, existingLogGroups: true },
});

const deploy = (stageName: string, to: ServiceSettings): StageSettings => ({
  type: "deploy",
  stageName,
  service: to,
});

function made(entry: Parameters<typeof stackOf>[0]): Template {
  const stack = stackOf(entry);
  expect(findingsOf(stack)).toEqual([]);
  return new Template(stack);
}

const problemsOf = (entry: Parameters<typeof stackOf>[0]) =>
  findingsOf(stackOf(entry)).map(({ at, says }) => `${at}: ${says}`);

interface Container {
  readonly name: string;
  readonly image: string;
}

const imagesIn = (template: Template, address: string) =>
  Object.fromEntries(
    (template.at(address).container_definitions as readonly Container[]).map(({ name, image }) => [
      name,
      image,
    ]),
  );

describe.each([
  ["github-to-ecs", githubToEcs({ service: madeService })],
  ["ecr-push-to-ecs", ecrPushToEcs({ service: madeService })],
])("a service that %s makes", (_, entry) => {
  const template = made(entry);

  it("adds a cluster, roles, logs and a load balancer, called after the entry, and not one element more", () => {
    const without = new Template(stackOf({ ...entry, service })).addresses;
    const added = template.addresses.filter((address) => !without.includes(address));
    expect(added.filter((address) => !address.startsWith("data."))).toEqual([
      "aws_cloudwatch_log_group.main_ecs_example_blue_green",
      "aws_ecs_cluster.main",
      "aws_ecs_service.main",
      "aws_ecs_task_definition.main",
      "aws_iam_role.main_execution",
      "aws_iam_role_policy.main_execution",
      "aws_lb.main_load_balancer",
      "aws_lb_listener.main_load_balancer_production",
      "aws_lb_target_group.main_load_balancer",
      "aws_security_group.main",
      "aws_security_group.main_load_balancer",
      "aws_vpc_security_group_egress_rule.main_all_0_0_0_0_0",
      "aws_vpc_security_group_egress_rule.main_load_balancer_targets",
      "aws_vpc_security_group_ingress_rule.main_load_balancer",
      "aws_vpc_security_group_ingress_rule.main_load_balancer_production_0_0_0_0_0",
    ]);
  });

  it("is updated by ECS, and Terraform leaves its task definition to deployments", () => {
    expect(template.at("aws_ecs_service.main")).toMatchObject({
      deployment_controller: { type: "ECS" },
      lifecycle: { ignore_changes: ["task_definition"] },
      load_balancer: [{ container_name: "proxy", container_port: 80 }],
    });
  });

  it("starts with the entry's own image in the container that is released, and leaves the others as the file says", () => {
    expect(imagesIn(template, "aws_ecs_task_definition.main")).toEqual({
      app: "every-release-writes-its-own-here",
      proxy: expect.stringMatching(/aws_ecr_repository\.main\.repository_url\}:latest$/),
    });
  });

  it("may pull from the entry's repository", () => {
    const pulls = template
      .statements("main_execution")
      .filter(({ actions }) => (actions as readonly string[]).includes("ecr:BatchGetImage"));
    expect(pulls).toMatchObject([{ resources: [expect.stringMatching(/:ecr:.*:repository\/app$/)] }]);
  });

  it("hands its roles to the pipeline, and nothing is read by a plan", () => {
    const passed = template
      .statements("codepipeline")
      .filter(({ actions }) => (actions as readonly string[]).includes("iam:PassRole"));
    expect(passed).toMatchObject([{ resources: [expect.stringMatching(/:role\/service-execution$/)] }]);
    expect(template.addresses.filter((address) => address.startsWith("data.aws_ecs_"))).toEqual([]);
  });

  it("comes before the pipeline, which runs at once", () => {
    expect(template.at("aws_codepipeline.main").depends_on).toContain("aws_ecs_service.main");
  });
});

describe("a service that is made with its pipeline", () => {
  it("starts with the tag that is waited for", () => {
    const template = made(ecrPushToEcs({ service: madeService, source: { imageTag: "stable" } }));
    expect(imagesIn(template, "aws_ecs_task_definition.main").proxy).toMatch(/:stable$/);
  });

  it("has nothing of a load balancer where nothing reaches it", () => {
    const template = made(ecrPushToEcs({ service: { ...madeService, create: untrafficked } }));
    expect(template.addresses.filter((address) => address.startsWith("aws_lb"))).toEqual([]);
    expect(template.at("aws_ecs_service.main")).not.toHaveProperty("load_balancer");
  });

  it("is encrypted with the entry's key where it writes logs", () => {
    const template = made(ecrPushToEcs({ service: madeService, kmsKey: "create" }));
    expect(template.at("aws_cloudwatch_log_group.main_ecs_example_blue_green")).toHaveProperty("kms_key_id");
  });

  it("is called as its entry says, or as it says itself", () => {
    const byEntry = made(ecrPushToEcs({ service: madeService, logicalId: "shop" }));
    expect(byEntry.addresses).toContain("aws_ecs_service.shop");
    const byItself = made(ecrPushToEcs({ service: createdBy({ logicalId: "web" }), logicalId: "shop" }));
    expect(byItself.addresses).toEqual(
      expect.arrayContaining(["aws_ecs_service.web", "aws_ecs_cluster.web"]),
    );
  });

  it("keeps its addresses when the short form is written out", () => {
    const short = made(ecrPushToEcs({ service: madeService }));
    expect(made(releasePath([deploy("Deploy", madeService)])).addresses).toEqual(short.addresses);
  });

  it("is called after its action or else its stage, wherever it stands", () => {
    const stages = [deploy("Staging", named("staging")), deploy("Production", named("production"))];
    const there = made(releasePath(stages));
    expect(there.find("aws_ecs_service")).toHaveLength(2);
    expect(there.at("aws_ecs_service.staging").name).toBe("staging");
    expect(there.at("aws_ecs_service.production").name).toBe("production");
    expect(made(releasePath(stages.toReversed())).addresses).toEqual(there.addresses);
    const several: StageSettings = {
      type: "stage",
      stageName: "All",
      actions: [{ type: "deploy", actionName: "Staging", service: named("staging") }],
    };
    expect(made(releasePath([several])).addresses).toContain("aws_ecs_service.staging");
  });

  it("is made once for two stages that name it, one of which says how", () => {
    const { create: _, ...existing } = madeService;
    const template = made(releasePath([deploy("First", existing), deploy("Second", madeService)]));
    expect(template.find("aws_ecs_service")).toHaveLength(1);
    expect(template.addresses.filter((address) => address.startsWith("data.aws_ecs_"))).toEqual([]);
  });

  it("starts with the image in every container that a stage releases", () => {
    const template = made(
      releasePath([
        deploy("Web", madeService),
        deploy("Worker", { clusterName: "cluster", serviceName: "service", containerName: "app" }),
      ]),
    );
    expect(imagesIn(template, "aws_ecs_task_definition.web")).toEqual({
      app: expect.stringMatching(/:latest$/),
      proxy: expect.stringMatching(/:latest$/),
    });
  });

  it("comes after the one that makes the cluster of both", () => {
    const second = { ...named("second", { existingCluster: true }), clusterName: "first" };
    const template = made(releasePath([deploy("Second", second), deploy("First", named("first"))]));
    expect(template.at("aws_ecs_service.second").depends_on).toContain("aws_ecs_service.first");
    expect(template.find("aws_ecs_cluster")).toHaveLength(1);
  });

  it("leaves services that exist to be read, beside it", () => {
    const template = made(releasePath([deploy("Own", named("own")), deploy("Other", service)]));
    expect(template.addresses).toContain("data.aws_ecs_service.main_other");
    expect(template.addresses).not.toContain("data.aws_ecs_service.main_own");
  });

  it("may say the Region that the stack stands in", () => {
    const here = { ...deploy("Deploy", madeService), region: "eu-central-1" } as StageSettings;
    expect(made(releasePath([here])).addresses).toContain("aws_ecs_service.main");
  });
});

describe("of a service that is made with its pipeline", () => {
  it.each([
    ["region", { region: "us-east-1" }, "us-east-1"],
    ["account", { account: { id: "210987654321" } }, "210987654321"],
  ])("another %s is refused, and nothing is made", (where, elsewhere, got) => {
    const stack = stackOf(
      releasePath([{ ...deploy("Far", madeService), ...elsewhere } as StageSettings], {
        allowedAccountIds: ["123456789012"],
        kmsKey: "create",
      }),
    );
    expect(findingsOf(stack)).toMatchObject([
      {
        at: "two/services",
        says: expect.stringContaining(`stage "Far" service.create makes a service beside ${where}`),
        got: JSON.stringify(got),
        allowed: expect.stringContaining(`create without ${where}`),
      },
    ]);
    expect(new Template(stack).find("aws_ecs_service")).toEqual([]);
  });

  it("a file that is not there is refused, by the setting that names it", () => {
    const nowhere = createdBy({ taskDefinitionFile: "settings/nowhere.json" });
    expect(problemsOf(ecrPushToEcs({ service: nowhere }))).toEqual([
      "two/services: service.create.taskDefinitionFile names no file",
    ]);
    expect(problemsOf(releasePath([deploy("Staging", nowhere)]))).toEqual([
      'two/services: stage "Staging" service.create.taskDefinitionFile names no file',
    ]);
  });

  it("what is no task definition is refused once, however many services are made with it", () => {
    const broken = { taskDefinitionFile: "package.json" };
    const problems = problemsOf(
      releasePath([deploy("Staging", named("staging", broken)), deploy("Live", named("live", broken))]),
    );
    const ofFile = problems.filter((problem) => problem.includes("package.json"));
    expect(ofFile.length).toBeGreaterThan(0);
    expect(new Set(ofFile).size).toBe(ofFile.length);
  });

  it("a container that the task definition does not have is refused, once", () => {
    const unknown = { ...madeService, containerName: "web" };
    expect(problemsOf(ecrPushToEcs({ service: unknown }))).toEqual([
      expect.stringMatching(/containerName is no container of the task definition$/),
    ]);
    expect(problemsOf(ecrPushToEcs({ service: { ...unknown, create: untrafficked } }))).toEqual([
      "two/services: service.containerName is no container of the task definition",
    ]);
  });

  it("a port that the container does not have is refused", () => {
    expect(
      problemsOf(ecrPushToEcs({ service: createdBy({ traffic: { ...traffic, containerPort: 81 } }) })),
    ).toEqual([expect.stringMatching(/containerPort is no port of the container in the task definition$/)]);
  });

  it("two target groups are refused, and a load balancer without traffic", () => {
    const two = createdBy({ traffic: { ...traffic, targetGroups: ["blue", "green"] } });
    expect(problemsOf(ecrPushToEcs({ service: two }))).toEqual([expect.stringMatching(/: targetGroups? /)]);
    const internal = { ...madeService, create: { ...untrafficked, loadBalancer: { internal: true } } };
    expect(problemsOf(ecrPushToEcs({ service: internal }))).toEqual([
      "two/services/Deploy/service: loadBalancer has no effect on a service that nothing reaches",
    ]);
  });

  it("roles beside it are refused, which a pipeline would not pass", () => {
    expect(problemsOf(ecrPushToEcs({ service: { ...madeService, taskRoles: ["task"] } }))).toEqual([
      "two/services: service.taskRoles stands beside service.create",
    ]);
  });

  it("two ways to make it are refused", () => {
    const twice = (desiredCount: number) =>
      problemsOf(releasePath([deploy("First", madeService), deploy("Second", createdBy({ desiredCount }))]));
    expect(twice(2)).toEqual(['two/services: stage "First" service.create is made in two ways']);
  });

  it("two services whose elements would have one logical ID are refused, once", () => {
    const stages = ["One", "Two"].map(
      (stageName): StageSettings => ({
        type: "stage",
        stageName,
        actions: [{ type: "deploy", actionName: "Web", service: named(stageName.toLowerCase()) }],
      }),
    );
    expect(problemsOf(releasePath(stages))).toEqual([
      'two/services: stage "Two" service.create.logicalId names the elements of two services',
    ]);
  });

  it("a warning about its file is said once, however many services are made with it", () => {
    const file = { taskDefinitionFile: "__tests__/support/task-definitions/described-fargate.json" };
    const stack = stackOf(
      releasePath([deploy("One", named("one", file)), deploy("Two", named("two", file))]),
    );
    const ofFile = warningsOf(stack).filter((warning) => warning.includes("described-fargate.json"));
    expect(ofFile.length).toBeGreaterThan(0);
    expect(new Set(ofFile).size).toBe(ofFile.length);
  });
});
