import { z } from "zod";
import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import { invalid, type RunTaskInput } from "./run-task-input";

const strategy = z.array(
  z.object({ capacityProvider: z.string(), base: z.number().default(0), weight: z.number().default(0) }),
);

const described = z.looseObject({
  clusters: z.array(
    z.looseObject({
      clusterArn: z.string(),
      status: z.string(),
      capacityProviders: z.array(z.string()).default([]),
      defaultCapacityProviderStrategy: strategy.default([]),
    }),
  ),
});

/** Where a task runs: the cluster, and a launch type or the capacity provider that was chosen. */
export interface TaskCapacity {
  readonly clusterArn: string;
  readonly launchType: string;
  readonly capacityProviderName?: string;
}

/** The capacity of each of the tasks that are asked for. */
export async function taskCapacities(scope: Scope, input: RunTaskInput): Promise<TaskCapacity[]> {
  const answer = await scope.moto.call("ecs", "DescribeClusters", { clusters: [input.cluster] });
  const [cluster] = described.parse(answer).clusters;
  if (cluster?.status !== "ACTIVE") throw new AwsError("ClusterNotFoundException", "Cluster not found.");
  const { clusterArn, capacityProviders, defaultCapacityProviderStrategy } = cluster;
  const asked = input.capacityProviderStrategy;
  if (!asked.every(({ capacityProvider }) => capacityProviders.includes(capacityProvider))) {
    throw invalid(
      "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the " +
        "cluster. Associate the capacity provider with the cluster and try again.",
    );
  }
  const used = asked.length > 0 ? asked : defaultCapacityProviderStrategy;
  return Array.from({ length: input.count }, (_, index) => {
    if (input.launchType !== undefined) return { clusterArn, launchType: input.launchType };
    const capacityProviderName = providerOf(used, index);
    const launchType = capacityProviderName?.startsWith("FARGATE") ? "FARGATE" : "EC2";
    return {
      clusterArn,
      launchType,
      ...(capacityProviderName === undefined ? {} : { capacityProviderName }),
    };
  });
}

// The base first, then each by its weight.
function providerOf(items: z.output<typeof strategy>, index: number): string | undefined {
  const bases = items.flatMap(({ capacityProvider, base }) => Array<string>(base).fill(capacityProvider));
  if (index < bases.length) return bases[index];
  const weights = items.flatMap(({ capacityProvider, weight }) =>
    Array<string>(weight).fill(capacityProvider),
  );
  return weights[(index - bases.length) % weights.length] ?? items[0]?.capacityProvider;
}
