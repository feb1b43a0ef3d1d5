import type { TaskDefinitionDocument } from "../../modules/ecs/task-definition-document";

const logConfiguration = (options: object) => ({
  logDriver: "awslogs",
  options: {
    "awslogs-group": "/ecs/shop-staging",
    "awslogs-region": "ap-northeast-1",
    "awslogs-stream-prefix": "ecs/shop-staging",
    ...options,
  },
});

const healthCheck = {
  command: ["CMD-SHELL", "curl localhost:3000/api/v1/health_check", '"|| exit 1"'],
  interval: 300,
};

const mountPoints = [{ sourceVolume: "sockets", containerPath: "/app/tmp/sockets" }];

/** An application and a proxy that share a volume, as `describe-task-definition` gives a task definition. */
export const railsAndNginx: TaskDefinitionDocument = {
  taskDefinitionArn: "arn:aws:ecs:ap-northeast-1:123456789012:task-definition/shop:52",
  family: "shop",
  revision: 52,
  status: "ACTIVE",
  requiresAttributes: [{ name: "ecs.capability.execution-role-awslogs" }],
  compatibilities: ["EC2", "FARGATE"],
  registeredAt: "2024-08-18T12:50:14.296Z",
  networkMode: "awsvpc",
  requiresCompatibilities: ["FARGATE"],
  cpu: "256",
  memory: "512",
  placementConstraints: [],
  volumes: [{ name: "sockets", host: {} }],
  tags: [],
  containerDefinitions: [
    {
      name: "rails",
      image: "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/shop-rails:stg",
      portMappings: [{ containerPort: 3000, hostPort: 3000, protocol: "tcp" }],
      environment: [{ name: "GREETING", value: `a "quoted" \\ \${text} of %{ several }\nlines` }],
      mountPoints,
      secrets: [
        { name: "DB_HOST", valueFrom: "/shop/db/host" },
        { name: "DB_PASSWORD", valueFrom: "/shop/db/password" },
      ],
      logConfiguration: logConfiguration({ "awslogs-create-group": "true" }),
      healthCheck,
    },
    {
      name: "nginx",
      image: "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/shop-nginx:stg",
      portMappings: [{ containerPort: 80, hostPort: 80, protocol: "tcp" }],
      mountPoints,
      dependsOn: [{ containerName: "rails", condition: "HEALTHY" }],
      logConfiguration: logConfiguration({}),
      healthCheck,
    },
  ],
};
