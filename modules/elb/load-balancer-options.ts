import type { LogicalIdProps } from "../logical-ids/logical-id";

/** How a target group asks a task whether it is well (Elastic Load Balancing API: CreateTargetGroup). */
export interface TargetHealthCheck {
  /** 1 to 1024 characters, starting with `/`. @default "/" */
  readonly path?: string;
  /** Status codes that mean well, such as `200-299`. @default "200" */
  readonly matcher?: string;
  /** 5 to 300 seconds. @default 30 */
  readonly intervalSeconds?: number;
  /** 2 to 120 seconds, less than the interval. @default 5 */
  readonly timeoutSeconds?: number;
  /** Good answers until a task counts as well, 2 to 10. @default 5 */
  readonly healthyThresholdCount?: number;
  /** Bad answers until it does not, 2 to 10. @default 2 */
  readonly unhealthyThresholdCount?: number;
}

/** What a user may choose about a load balancer that is made; its names and ports are `TrafficRoutes`. */
export interface LoadBalancerOptions extends LogicalIdProps {
  /** Reached from inside the VPC and its networks only. @default false: internet-facing */
  readonly internal?: boolean;
  /** IDs of subnets of the VPC, in two or more availability zones. @default those of the service */
  readonly subnets?: readonly string[];
  /** ARN of a certificate of ACM, with which both listeners speak HTTPS. @default none: plain HTTP */
  readonly certificateArn?: string;
  /** The TLS versions and ciphers of HTTPS. @default "ELBSecurityPolicy-TLS13-1-2-2021-06" */
  readonly sslPolicy?: string;
  /** A listener on port 80 that sends to HTTPS; needs `certificateArn`. @default true where HTTPS is on port 443 */
  readonly redirectHttp?: boolean;
  /** Who reaches the production listener, as CIDR blocks. @default ["0.0.0.0/0"] */
  readonly productionCidrBlocks?: readonly string[];
  /** Who reaches the test listener, as CIDR blocks. @default those of the production listener */
  readonly testCidrBlocks?: readonly string[];
  /** How a task says that it is well. @default path "/", answered with 200 */
  readonly healthCheck?: TargetHealthCheck;
  /** Seconds that a stopping task may finish its requests in, 0 to 3600. @default 30; AWS's own is 300 */
  readonly deregistrationDelaySeconds?: number;
  /** Seconds until an idle connection is closed, 1 to 4000. @default 60 */
  readonly idleTimeoutSeconds?: number;
  /** Refuse to delete the load balancer. @default false */
  readonly deletionProtection?: boolean;
  /** Name of a bucket that exists and lets Elastic Load Balancing write its access log. @default none */
  readonly accessLogBucket?: string;
}
