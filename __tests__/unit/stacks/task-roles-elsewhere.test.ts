import { describe, expect, it } from "vitest";
import type { ServiceSettings } from "../../../settings/schema/service";
import { findingsOf } from "../../support/findings";
import { ecrPushToEcs } from "../../support/minimal-entries";
import { stackOf } from "../../support/minimal-stacks";
import { ref } from "../../support/ref";
import { Template } from "../../support/template";

const service: ServiceSettings = {
  clusterName: "cluster",
  serviceName: "service",
  containerName: "container",
};
const account = { id: "210987654321" };

/** A pipeline that deploys to the same service here, in another Region and in another account. */
function released(changes: Partial<ServiceSettings> = {}) {
  const { service: _, ...entry } = ecrPushToEcs({ allowedAccountIds: ["123456789012"] });
  const stack = stackOf({
    ...entry,
    stages: [
      { type: "deploy", stageName: "Staging", service },
      { type: "deploy", stageName: "Far", region: "us-east-1", service },
      { type: "deploy", stageName: "Production", account, service: { ...service, ...changes } },
    ],
  });
  const [other] = stack.deployAccounts;
  if (!other) throw new Error("the other account has no stack");
  expect([stack, other].flatMap(findingsOf)).toEqual([]);
  return { here: new Template(stack), there: new Template(other) };
}

const readBy = (template: Template): readonly string[] =>
  template.addresses.filter((address) => address.startsWith("data.aws_ecs_"));

describe("the roles of a service", () => {
  it("are read in the stack of its account, each deploy's at an address of its own", () => {
    const { here, there } = released();
    expect(readBy(here)).toEqual([
      "data.aws_ecs_service.main_far",
      "data.aws_ecs_service.main_staging",
      "data.aws_ecs_task_definition.main_far",
      "data.aws_ecs_task_definition.main_staging",
    ]);
    expect(readBy(there)).toEqual([
      "data.aws_ecs_service.main_production",
      "data.aws_ecs_task_definition.main_production",
    ]);
  });

  it("are read in its Region", () => {
    const { here } = released();
    const provider = { provider: "aws.us_east_1" };
    expect(here.at("data.aws_ecs_service.main_far")).toMatchObject(provider);
    expect(here.at("data.aws_ecs_task_definition.main_far")).toMatchObject(provider);
    expect(here.at("data.aws_ecs_service.main_staging")).not.toHaveProperty("provider");
  });

  it.each([
    [
      "named",
      { taskRoles: ["execution"] },
      [`arn:${ref("data.aws_partition.current.partition")}:iam::${account.id}:role/execution`],
    ],
    ["read there", {}, undefined],
    ["none", { taskRoles: [] }, undefined],
  ])("let that account pull the image: %s", (_, changes, roles) => {
    const { here } = released(changes);
    const [statement] = here.statements("main_pull");
    expect(statement).toMatchObject({ actions: expect.arrayContaining(["ecr:BatchGetImage"]) });
    expect(statement?.condition).toEqual(
      roles && [{ test: "ArnEquals", variable: "aws:PrincipalArn", values: roles }],
    );
  });
});
