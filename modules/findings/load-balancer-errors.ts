import { type Findings, found, none } from "./found";

export function targetGroupCount(got: readonly string[]): Findings {
  return got.length === 1
    ? none
    : found(
        "ELB-TARGET-GROUP-COUNT",
        "targetGroups",
        got,
        "are not what a rolling update needs",
        "one target group",
      );
}

export function portTwice(property: string, got: number, other: string): Findings {
  return found(
    "ELB-PORT-TWICE",
    property,
    got,
    `is the port of ${other} too`,
    "a port of its own for each listener",
  );
}

export function redirectWithoutCertificate(): Findings {
  return found(
    "ELB-REDIRECT-PLAIN",
    "redirectHttp",
    true,
    "sends to HTTPS, and there is no certificate",
    "certificateArn beside it, or false",
  );
}

export function tooFewSubnets(property: string, got: readonly string[]): Findings {
  return got.length > 1
    ? none
    : found(
        "ELB-ONE-SUBNET",
        property,
        got,
        "are too few for a load balancer",
        "two subnets or more, in two availability zones (Elastic Load Balancing API: CreateLoadBalancer)",
      );
}

export function testPortUnused(got: number): Findings {
  return found(
    "ELB-TEST-PORT-UNUSED",
    "testPort",
    got,
    "is of blue/green deployments, and ECS's rolling update shifts no traffic",
    "left out",
  );
}

export function timeoutBeyondInterval(timeout: number, interval: number): Findings {
  return timeout < interval
    ? none
    : found(
        "ELB-HEALTH-CHECK-TIMEOUT",
        "healthCheck.timeoutSeconds",
        timeout,
        "is not less than the interval",
        `less than ${interval} seconds (Elastic Load Balancing API: CreateTargetGroup)`,
      );
}
