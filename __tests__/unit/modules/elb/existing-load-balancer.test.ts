import { describe, expect, it } from "vitest";
import {
  ExistingLoadBalancer,
  type ExistingLoadBalancerProps,
} from "../../../../modules/elb/existing-load-balancer";
import { resolved } from "../../../../modules/terraform/resolved";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf } from "../../../support/findings";
import { ref } from "../../../support/ref";
import { Template } from "../../../support/template";

function looked(changes: Partial<ExistingLoadBalancerProps> = {}) {
  const stack = new BareStack();
  const loadBalancer = new ExistingLoadBalancer(stack, "front", {
    loadBalancerName: "shop",
    productionPort: 443,
    targetGroups: ["blue", "green"],
    ...changes,
  });
  return { stack, loadBalancer };
}

describe("a load balancer that exists", () => {
  it("is found by its name, and its listeners by their ports", () => {
    const { stack, loadBalancer } = looked({ testPort: 8443 });
    const template = new Template(stack);
    expect(template.at("data.aws_lb.front")).toEqual({ name: "shop" });
    expect(template.at("data.aws_lb_listener.front_production")).toEqual({
      load_balancer_arn: ref("data.aws_lb.front.arn"),
      port: 443,
    });
    expect(template.at("data.aws_lb_listener.front_test")).toHaveProperty("port", 8443);
    expect(resolved(stack, loadBalancer.productionListenerArn)).toBe(
      ref("data.aws_lb_listener.front_production.arn"),
    );
    expect(resolved(stack, loadBalancer.testListenerArn)).toBe(ref("data.aws_lb_listener.front_test.arn"));
  });

  it("has no test listener where no port is named, and may have rules", () => {
    const { stack, loadBalancer } = looked();
    expect(new Template(stack).find("data.aws_lb_listener")).toHaveLength(1);
    expect(loadBalancer.testListenerArn).toBeUndefined();
    expect(loadBalancer.mayHaveRules).toBe(true);
  });

  it("reads a target group for the service that is made behind it, and else none", () => {
    const { stack, loadBalancer } = looked();
    expect(new Template(stack).find("data.aws_lb_target_group")).toEqual([]);
    expect(resolved(stack, loadBalancer.firstTargetGroupArn)).toBe(ref("data.aws_lb_target_group.front.arn"));
    expect(new Template(stack).at("data.aws_lb_target_group.front")).toEqual({ name: "blue" });
  });

  it("refuses what no load balancer is called", () => {
    const names = { loadBalancerName: "my_shop", targetGroups: ["blue", "-green"] };
    expect(findingsOf(looked(names).stack)).toMatchObject([
      { at: "bare/front", says: "loadBalancerName is not a valid load balancer name" },
      { at: "bare/front", says: "targetGroups[1] is not a valid target group name" },
    ]);
  });
});
