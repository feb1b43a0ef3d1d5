import { type Findings, found, none } from "./found";

/** A container that nobody will find in the task definition. */
export function unknownContainer(property: string, got: string, containers: readonly string[]): Findings {
  return containers.includes(got)
    ? none
    : found(
        "ECS-CONTAINER-UNKNOWN",
        property,
        got,
        "is no container of the task definition",
        containers.length === 0 ? "a container of containerDefinitions" : `one of ${containers.join(", ")}`,
      );
}

/** A port to which a load balancer could not send. */
export function unknownPort(property: string, got: number, ports: readonly number[]): Findings {
  return ports.includes(got)
    ? none
    : found(
        "ECS-PORT-UNKNOWN",
        property,
        got,
        "is no port of the container in the task definition",
        `a containerPort of its portMappings${ports.length === 0 ? ", which are none" : `: ${ports.join(", ")}`} (Amazon ECS API: LoadBalancer)`,
      );
}

/** A task definition that ECS would register, and Fargate refuse to run. */
export function notForFargate(property: string, got: unknown, allowed: string): Findings {
  return found(
    "ECS-NOT-FARGATE",
    property,
    got,
    "does not let Fargate run the task definition",
    `${allowed} (Amazon ECS: Task definition differences for Fargate)`,
  );
}

/** A role that is both made and taken for existing. */
export function roleTwice(property: string, got: unknown, other: string): Findings {
  return found("ECS-ROLE-TWICE", property, got, `stands beside ${other}`, `one of ${property} and ${other}`);
}

export function circuitBreakerOfCodeDeploy(): Findings {
  return found(
    "ECS-CIRCUIT-BREAKER",
    "deploymentCircuitBreaker",
    true,
    "is of ECS's rolling update, and CodeDeploy deploys this service",
    "left out: CodeDeploy rolls back by itself (Amazon ECS API: DeploymentCircuitBreaker)",
  );
}

export function severalBases(got: readonly number[]): Findings {
  return got.length < 2
    ? none
    : found(
        "ECS-BASE-TWICE",
        "capacityProviderStrategy",
        got,
        "says a base more than once",
        "a base in one share (Amazon ECS API: CapacityProviderStrategyItem)",
      );
}

export function scalingBounds(minCapacity: number, maxCapacity: number): Findings {
  return minCapacity <= maxCapacity
    ? none
    : found(
        "ECS-SCALING-BOUNDS",
        "autoscaling.maxCapacity",
        maxCapacity,
        "is less than minCapacity",
        `${minCapacity} or more (Application Auto Scaling API: RegisterScalableTarget)`,
      );
}

export function scalingWithoutTarget(): Findings {
  return found(
    "ECS-SCALING-NO-TARGET",
    "autoscaling",
    "no target",
    "watches nothing",
    "targetCpuUtilization, targetMemoryUtilization, or both",
  );
}

export function noLoadBalancer(serviceName: string): Findings {
  return found(
    "ECS-LOAD-BALANCER-MISSING",
    "traffic",
    serviceName,
    "is missing, and CodeDeploy shifts the traffic of a load balancer",
    "a load balancer (CodeDeploy: Before you begin an Amazon ECS deployment)",
  );
}
