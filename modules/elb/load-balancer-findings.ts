import { arnRules } from "../aws/arn-rules";
import { nameRules } from "../aws/name-rules";
import { cidrBlockFindings, subnetFindings } from "../ec2/network-findings";
import type { Finding } from "../findings/finding";
import {
  portTwice,
  redirectWithoutCertificate,
  timeoutBeyondInterval,
  tooFewSubnets,
} from "../findings/load-balancer-errors";
import { withoutEffect } from "../findings/option-errors";
import { duplicates, invalidArn, invalidName, outOfRange } from "../findings/value-errors";
import { httpPort } from "./https-redirect";
import type { TrafficRoutes } from "./load-balancer-interface";
import type { LoadBalancerOptions, TargetHealthCheck } from "./load-balancer-options";

const ports = { min: 1, max: 65_535, unit: "", source: "Elastic Load Balancing API: CreateListener" };

/** What is wrong with names and ports, of a load balancer that exists as of one that is made. */
export function routeFindings(routes: TrafficRoutes): readonly Finding[] {
  const { loadBalancerName, productionPort, testPort, targetGroups } = routes;
  return [
    ...invalidName("loadBalancerName", loadBalancerName, nameRules.loadBalancer),
    ...outOfRange("productionPort", productionPort, ports),
    ...outOfRange("testPort", testPort, ports),
    ...(testPort === productionPort ? portTwice("testPort", testPort, "productionPort") : []),
    ...duplicates("targetGroups", targetGroups, "name a group"),
  ];
}

/** What Elastic Load Balancing would refuse in a load balancer that is made. */
export function loadBalancerFindings(
  { productionPort, testPort }: TrafficRoutes,
  options: LoadBalancerOptions & { readonly subnets: readonly string[] },
): readonly Finding[] {
  const page = "Elastic Load Balancing: Load balancer attributes";
  return [
    ...subnetFindings("subnets", options.subnets, { max: 200, source: page }),
    ...tooFewSubnets("subnets", options.subnets),
    ...invalidArn("certificateArn", options.certificateArn, arnRules.certificate),
    ...invalidName("sslPolicy", options.sslPolicy, nameRules.sslPolicy),
    ...withoutEffect("sslPolicy", options.sslPolicy, {
      holds: options.certificateArn === undefined,
      said: "on plain HTTP",
      allowed: "certificateArn beside it, or neither",
    }),
    ...withoutEffect("testCidrBlocks", options.testCidrBlocks, {
      holds: testPort === undefined,
      said: "without a test listener",
      allowed: "testPort beside it, or neither",
    }),
    ...redirectFindings(options, [productionPort, testPort]),
    ...cidrBlockFindings("productionCidrBlocks", options.productionCidrBlocks ?? everybody),
    ...cidrBlockFindings("testCidrBlocks", options.testCidrBlocks ?? everybody),
    ...healthCheckFindings(options.healthCheck ?? {}),
    ...outOfRange("deregistrationDelaySeconds", options.deregistrationDelaySeconds, {
      min: 0,
      max: 3600,
      unit: "seconds",
      source: "Elastic Load Balancing: Target group attributes",
    }),
    ...outOfRange("idleTimeoutSeconds", options.idleTimeoutSeconds, {
      min: 1,
      max: 4000,
      unit: "seconds",
      source: page,
    }),
    ...invalidName("accessLogBucket", options.accessLogBucket, nameRules.bucket),
  ];
}

const everybody = ["0.0.0.0/0"];

function redirectFindings(
  { redirectHttp, certificateArn }: LoadBalancerOptions,
  taken: readonly (number | undefined)[],
): readonly Finding[] {
  if (!redirectHttp) return [];
  if (certificateArn === undefined) return redirectWithoutCertificate();
  return taken.includes(httpPort) ? portTwice("redirectHttp", httpPort, "a listener") : [];
}

function healthCheckFindings(healthCheck: TargetHealthCheck): readonly Finding[] {
  const { intervalSeconds = 30, timeoutSeconds = 5 } = healthCheck;
  const range = (min: number, max: number, unit: string) => ({
    min,
    max,
    unit,
    source: "Elastic Load Balancing API: CreateTargetGroup",
  });
  return [
    ...invalidName("healthCheck.path", healthCheck.path, nameRules.healthCheckPath),
    ...invalidName("healthCheck.matcher", healthCheck.matcher, nameRules.healthCheckMatcher),
    ...outOfRange("healthCheck.intervalSeconds", intervalSeconds, range(5, 300, "seconds")),
    ...outOfRange("healthCheck.timeoutSeconds", timeoutSeconds, range(2, 120, "seconds")),
    ...timeoutBeyondInterval(timeoutSeconds, intervalSeconds),
    ...outOfRange("healthCheck.healthyThresholdCount", healthCheck.healthyThresholdCount, range(2, 10, "")),
    ...outOfRange(
      "healthCheck.unhealthyThresholdCount",
      healthCheck.unhealthyThresholdCount,
      range(2, 10, ""),
    ),
  ];
}
