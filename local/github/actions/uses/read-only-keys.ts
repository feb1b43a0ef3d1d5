/** What DescribeTaskDefinition tells and RegisterTaskDefinition does not take, as far as ECS's actions leave it out. */
export const LEFT_OUT_KEYS: readonly string[] = [
  "compatibilities",
  "taskDefinitionArn",
  "requiresAttributes",
  "revision",
  "status",
  "registeredAt",
  "deregisteredAt",
  "registeredBy",
];
