import { describe, expect, it } from "vitest";
import {
  app,
  create,
  images,
  made,
  ofExample,
  ofExampleWithRole,
  proxy,
} from "../../../support/blue-green-stack";
import { shiftedService } from "../../../support/minimal-entries";
import { ref } from "../../../support/ref";
import type { Template } from "../../../support/template";

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
