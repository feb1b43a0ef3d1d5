import type { NameRule } from "./name-rule";

/** Names of a load balancer and of its parts. */
export const loadBalancerNames = {
  loadBalancer: {
    code: "ELB-NAME",
    what: "load balancer name",
    pattern: /^(?!internal-)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/,
    minLength: 1,
    maxLength: 32,
    alphabet: "letters, digits and -, not starting or ending with -, not starting with internal-",
    source: "Elastic Load Balancing API: CreateLoadBalancer",
  },
  targetGroup: {
    code: "ELB-TARGET-GROUP-NAME",
    what: "target group name",
    pattern: /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/,
    minLength: 1,
    maxLength: 32,
    alphabet: "letters, digits and -, not starting or ending with -",
    source: "Elastic Load Balancing API: CreateTargetGroup",
  },
  healthCheckPath: {
    code: "ELB-HEALTH-CHECK-PATH",
    what: "health check path",
    pattern: /^\/[\x21-\x7e]*$/,
    minLength: 1,
    maxLength: 1024,
    alphabet: "ASCII characters without blanks, starting with /",
    source: "Elastic Load Balancing API: CreateTargetGroup",
  },
  healthCheckMatcher: {
    code: "ELB-HEALTH-CHECK-MATCHER",
    what: "list of status codes",
    pattern: /^[2-4]\d\d(-[2-4]\d\d)?(,[2-4]\d\d(-[2-4]\d\d)?)*$/,
    minLength: 3,
    maxLength: 255,
    alphabet: "status codes from 200 to 499 and ranges of them, such as 200,202 or 200-299",
    source: "Elastic Load Balancing API: Matcher",
  },
  sslPolicy: {
    code: "ELB-SSL-POLICY",
    what: "security policy",
    pattern: /^ELBSecurityPolicy-[A-Za-z0-9-]+$/,
    minLength: 19,
    maxLength: 100,
    alphabet: "ELBSecurityPolicy- and what follows, such as ELBSecurityPolicy-TLS13-1-2-2021-06",
    source: "Elastic Load Balancing: Security policies for your Application Load Balancer",
  },
} as const satisfies Record<string, NameRule>;
