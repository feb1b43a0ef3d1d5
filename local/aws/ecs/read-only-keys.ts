/** What describe-task-definition tells, and register-task-definition takes from nobody. */
export const READ_ONLY_KEYS: readonly string[] = [
  "taskDefinitionArn",
  "revision",
  "status",
  "requiresAttributes",
  "compatibilities",
  "registeredAt",
  "registeredBy",
  "deregisteredAt",
];
