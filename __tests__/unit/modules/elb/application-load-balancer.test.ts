import { Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import {
  ApplicationLoadBalancer,
  type ApplicationLoadBalancerProps,
} from "../../../../modules/elb/application-load-balancer";
import { BareStack, unwrittenApp } from "../../../support/bare-stack";
import { network } from "../../../support/fargate-service";
import { findingsOf, warningsOf } from "../../../support/findings";
import { ref } from "../../../support/ref";
import { Template } from "../../../support/template";

const certificateArn = "arn:aws:acm:eu-central-1:123456789012:certificate/12345678-abcd";

function withLoadBalancer(
  changes: Partial<ApplicationLoadBalancerProps> = {},
  stack = new BareStack(),
): BareStack {
  new ApplicationLoadBalancer(stack, "front", {
    loadBalancerName: "shop",
    productionPort: 80,
    targetGroups: ["shop"],
    ...network,
    ...changes,
  });
  return stack;
}

const blueGreen = { testPort: 8080, targetGroups: ["shop-blue", "shop-green"], shiftedByCodeDeploy: true };

describe("an application load balancer", () => {
  it("faces the internet, on HTTP to one target group, and warns of that", () => {
    const stack = withLoadBalancer();
    const template = new Template(stack);
    expect(template.at("aws_lb.front")).toMatchObject({
      name: "shop",
      internal: false,
      load_balancer_type: "application",
      subnets: network.subnets,
      security_groups: [ref("aws_security_group.front.id")],
    });
    expect(template.at("aws_lb_listener.front_production")).toEqual({
      load_balancer_arn: ref("aws_lb.front.arn"),
      port: 80,
      protocol: "HTTP",
      default_action: [{ type: "forward", target_group_arn: ref("aws_lb_target_group.front.arn") }],
    });
    expect(template.find("aws_lb_listener")).toHaveLength(1);
    expect(findingsOf(stack)).toEqual([]);
    expect(warningsOf(stack)).toEqual([expect.stringMatching(/^bare\/front: The load balancer speaks HTTP/)]);
  });

  it("asks tasks by address whether they are well, and lets them finish", () => {
    const template = new Template(
      withLoadBalancer({
        healthCheck: { path: "/health", matcher: "200-299" },
        deregistrationDelaySeconds: 5,
      }),
    );
    expect(template.at("aws_lb_target_group.front")).toEqual({
      name: "shop",
      vpc_id: network.vpcId,
      target_type: "ip",
      protocol: "HTTP",
      port: 80,
      deregistration_delay: "5",
      health_check: {
        path: "/health",
        matcher: "200-299",
        interval: 30,
        timeout: 5,
        healthy_threshold: 5,
        unhealthy_threshold: 2,
      },
    });
  });

  it("has a test listener and two target groups for CodeDeploy, whose shifts Terraform leaves alone", () => {
    const template = new Template(withLoadBalancer(blueGreen));
    expect(template.at("aws_lb_target_group.front_blue")).toHaveProperty("name", "shop-blue");
    expect(template.at("aws_lb_target_group.front_green")).toHaveProperty("name", "shop-green");
    for (const [listener, port] of [
      ["production", 80],
      ["test", 8080],
    ] as const) {
      expect(template.at(`aws_lb_listener.front_${listener}`)).toMatchObject({
        port,
        default_action: [{ target_group_arn: ref("aws_lb_target_group.front_blue.arn") }],
        lifecycle: { ignore_changes: ["default_action"] },
      });
    }
  });

  it("lets nobody shift its listener by hand where ECS deploys", () => {
    expect(new Template(withLoadBalancer()).at("aws_lb_listener.front_production")).not.toHaveProperty(
      "lifecycle",
    );
  });

  it("speaks HTTPS on both ports with a certificate, and sends plain HTTP there", () => {
    const stack = withLoadBalancer({ ...blueGreen, productionPort: 443, testPort: 8443, certificateArn });
    const template = new Template(stack);
    for (const listener of ["production", "test"]) {
      expect(template.at(`aws_lb_listener.front_${listener}`)).toMatchObject({
        protocol: "HTTPS",
        certificate_arn: certificateArn,
        ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      });
    }
    expect(template.at("aws_lb_listener.front_redirect")).toMatchObject({
      port: 80,
      protocol: "HTTP",
      default_action: [
        { type: "redirect", redirect: { protocol: "HTTPS", port: "443", status_code: "HTTP_301" } },
      ],
    });
    expect(warningsOf(stack)).toEqual([]);
  });

  it("redirects nothing where that is not wanted", () => {
    const template = new Template(
      withLoadBalancer({ productionPort: 443, certificateArn, redirectHttp: false }),
    );
    expect(template.find("aws_lb_listener")).toHaveLength(1);
    expect(template.find("aws_vpc_security_group_ingress_rule")).toHaveLength(1);
  });

  it("lets in whom it is told to, and on the test port too where nobody else is named", () => {
    const blocks = { productionCidrBlocks: ["10.0.0.0/8", "2001:db8::/32"] };
    const template = new Template(withLoadBalancer({ ...blueGreen, ...blocks }));
    expect(template.find("aws_vpc_security_group_ingress_rule")).toEqual([
      ...[80, 8080].flatMap((port) => [
        expect.objectContaining({ cidr_ipv4: "10.0.0.0/8", from_port: port, to_port: port }),
        expect.objectContaining({ cidr_ipv6: "2001:db8::/32", from_port: port, to_port: port }),
      ]),
    ]);
  });

  it("keeps its test port to those who test", () => {
    const template = new Template(withLoadBalancer({ ...blueGreen, testCidrBlocks: ["10.0.0.0/8"] }));
    expect(template.at("aws_vpc_security_group_ingress_rule.front_test_10_0_0_0_8")).toMatchObject({
      from_port: 8080,
      cidr_ipv4: "10.0.0.0/8",
    });
    expect(template.at("aws_vpc_security_group_ingress_rule.front_production_0_0_0_0_0")).toBeDefined();
  });

  it("ignores the shifts in HCL too", () => {
    const hcl = Testing.synthHcl(
      withLoadBalancer(blueGreen, new BareStack(unwrittenApp({ hclOutput: true }))),
    );
    expect(hcl.match(/ignore_changes = \[default_action\]/g)).toHaveLength(2);
  });

  it.each<[string, Partial<ApplicationLoadBalancerProps>, RegExp]>([
    [
      "a long name",
      { loadBalancerName: "s".repeat(33) },
      /^loadBalancerName is not a valid load balancer name/,
    ],
    ["a name of AWS's", { loadBalancerName: "internal-shop" }, /^loadBalancerName is not a valid/],
    [
      "a name that ends in a hyphen",
      { targetGroups: ["shop-"] },
      /^targetGroups is not a valid target group/,
    ],
    ["one subnet", { subnets: network.subnets.slice(1) }, /^subnets are too few/],
    ["two listeners on one port", { ...blueGreen, testPort: 80 }, /^testPort is the port of productionPort/],
    ["a port that there is not", { productionPort: 65_536 }, /^productionPort is out of range/],
    ["no certificate", { certificateArn: "arn:aws:iam::1:x" }, /^certificateArn is not an ARN/],
    ["HTTPS without one", { redirectHttp: true }, /^redirectHttp sends to HTTPS/],
    ["a redirect from its own port", { redirectHttp: true, certificateArn }, /^redirectHttp is the port of/],
    [
      "no address",
      { productionCidrBlocks: ["10.0.0.256/8"] },
      /^productionCidrBlocks\[0\] is not a valid CIDR/,
    ],
    ["nobody", { productionCidrBlocks: [] }, /^productionCidrBlocks is empty/],
    ["a path without /", { healthCheck: { path: "health" } }, /^healthCheck.path is not a valid/],
    ["no status code", { healthCheck: { matcher: "2xx" } }, /^healthCheck.matcher is not a valid/],
    [
      "an answer too late",
      { healthCheck: { timeoutSeconds: 30 } },
      /^healthCheck.timeoutSeconds is not less/,
    ],
    ["ciphers of plain HTTP", { sslPolicy: "ELBSecurityPolicy-2016-08" }, /^sslPolicy has no effect/],
    ["testers without a port", { testCidrBlocks: ["10.0.0.0/8"] }, /^testCidrBlocks has no effect/],
    [
      "a policy of another kind",
      { certificateArn, sslPolicy: "TLS13" },
      /^sslPolicy is not a valid security/,
    ],
    ["a long farewell", { deregistrationDelaySeconds: 3601 }, /^deregistrationDelaySeconds is out of range/],
    ["one group twice", { targetGroups: ["shop", "shop"] }, /^targetGroups name a group more than once/],
  ])("refuses %s", (_, changes, says) => {
    const found = findingsOf(withLoadBalancer(changes)).filter((finding) => says.test(finding.says));
    expect(found).toHaveLength(1);
  });
});
