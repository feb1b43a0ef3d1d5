import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { SecurityGroup } from "../ec2/security-group";
import { ApplicationLoadBalancer } from "../elb/application-load-balancer";
import { ExistingLoadBalancer } from "../elb/existing-load-balancer";
import type { ILoadBalancer, TrafficRoutes } from "../elb/load-balancer-interface";
import { check } from "../findings/check";
import { declaredLogicalId, setLogicalId } from "../logical-ids/logical-id";
import { defined } from "../terraform/defined";
import { setLifecycle } from "../terraform/lifecycle";
import { Autoscaling } from "./autoscaling";
import { awslogsGroups } from "./awslogs-groups";
import { Cluster } from "./cluster";
import { fargateServiceFindings } from "./fargate-service-findings";
import type { FargateServiceOptions } from "./fargate-service-options";
import { FirstTaskDefinition } from "./first-task-definition";
import { LogGroups } from "./log-groups";
import { escapedDocument, type TaskDefinitionDocument } from "./task-definition-document";
import { TaskRoles } from "./task-roles";

/** Who replaces a service's tasks: ECS's rolling update, or CodeDeploy's blue/green deployment. */
const deploymentControllers = ["ECS", "CODE_DEPLOY"] as const;

export type DeploymentController = (typeof deploymentControllers)[number];

/** What reaches a service: the container and its port, behind a load balancer. */
export interface ServiceTraffic extends TrafficRoutes {
  readonly containerName: string;
  /** 1 to 65535. */
  readonly containerPort: number;
}

export interface FargateServiceProps extends FargateServiceOptions {
  readonly clusterName: string;
  readonly serviceName: string;
  /** @default "ECS" */
  readonly deploymentController?: DeploymentController;
  /** The first task definition, as its file says it: no text of it is interpreted. Releases register the later ones. */
  readonly taskDefinition: TaskDefinitionDocument;
  /** Images in place of those that the task definition names, by container name. @default none */
  readonly images?: Readonly<Record<string, string>>;
  /** ARNs of the repositories that the tasks pull `images` from. @default none */
  readonly repositoryArns?: readonly string[];
  /** @default none: nothing reaches the tasks */
  readonly traffic?: ServiceTraffic;
  /** ARN of a KMS key that encrypts the log groups. @default a key of AWS's */
  readonly kmsKeyArn?: string;
  /** What must exist before the service, such as one that makes the cluster of both. @default none */
  readonly dependsOn?: readonly ITerraformDependable[];
}

// A deployment brings them in its AppSpec, and ECS refuses them in an update of the service.
const changedByCodeDeploy = [
  "task_definition",
  "load_balancer",
  "platform_version",
  "capacity_provider_strategy",
  "launch_type",
];

/** An ECS service on Fargate with what it needs, in a VPC that exists. */
export class FargateService extends Construct {
  /** The names as literals. */
  readonly clusterName: string;
  readonly serviceName: string;
  /** What the tasks stand behind, for CodeDeploy. */
  readonly loadBalancer: ILoadBalancer | undefined;
  /** ARN of the role that the containers' own code has. */
  readonly taskRoleArn: string | undefined;
  readonly executionRoleArn: string;
  /** ARNs of both, each once, for `iam:PassRole`. */
  readonly taskRoles: readonly string[];
  readonly subnets: readonly string[];
  readonly securityGroupIds: readonly string[];
  /** What CodeDeploy's deployment group waits for. */
  readonly service: EcsService;
  private readonly cluster: Cluster | undefined;
  private readonly roles: TaskRoles;

  constructor(scope: Construct, id: string, given: FargateServiceProps) {
    super(scope, id);
    setLogicalId(this, given.logicalId);
    const props = { ...given, taskDefinition: escapedDocument(given.taskDefinition) };
    this.clusterName = props.clusterName;
    this.serviceName = props.serviceName;
    this.subnets = props.subnets;
    this.cluster = this.createCluster(props);
    this.roles = this.createRoles(props);
    this.executionRoleArn = this.roles.execution.arn;
    this.taskRoleArn = this.roles.task?.arn;
    this.taskRoles = this.roles.arns;
    this.loadBalancer = this.createLoadBalancer(props);
    this.securityGroupIds = [this.createSecurityGroup(props), ...(props.securityGroupIds ?? [])];
    this.service = this.createService(props, this.createTaskDefinition(props));
    this.scale(props);
    check(this, () => fargateServiceFindings(given));
  }

  private createCluster(props: FargateServiceProps): Cluster | undefined {
    if (props.existingCluster) return undefined;
    const { clusterName, containerInsights, capacityProviderStrategy } = props;
    return new Cluster(
      this,
      "cluster",
      defined({ logicalId: this.logicalIdOf(), clusterName, containerInsights, capacityProviderStrategy }),
    );
  }

  private createRoles(props: FargateServiceProps): TaskRoles {
    const { images = {}, repositoryArns = [], secretsKmsKeyArn } = props;
    return new TaskRoles(this, "roles", {
      ...defined({
        taskRole: props.taskRole,
        existingTaskRole: props.existingTaskRole,
        executionRole: props.executionRole,
        existingExecutionRole: props.existingExecutionRole,
        singleRole: props.singleRole,
        enableExecuteCommand: props.enableExecuteCommand,
      }),
      logicalId: this.logicalIdOf(),
      serviceName: props.serviceName,
      taskDefinition: props.taskDefinition,
      images,
      repositoryArns,
      secretsKmsKeyArn,
    });
  }

  private createLoadBalancer(props: FargateServiceProps): ILoadBalancer | undefined {
    const { traffic, loadBalancer, vpcId, subnets } = props;
    if (traffic === undefined) return undefined;
    const { containerName: _, containerPort: __, ...routes } = traffic;
    const logicalId = this.logicalIdOf("load_balancer");
    if (props.existingLoadBalancer) {
      return new ExistingLoadBalancer(this, "load_balancer", { logicalId, ...routes });
    }
    return new ApplicationLoadBalancer(this, "load_balancer", {
      logicalId,
      subnets,
      ...loadBalancer,
      ...routes,
      vpcId,
      shiftedByCodeDeploy: props.deploymentController === "CODE_DEPLOY",
    });
  }

  private createSecurityGroup({ serviceName, vpcId, traffic }: FargateServiceProps): string {
    const group = new SecurityGroup(this, "security_group", {
      logicalId: this.logicalIdOf(),
      groupName: `service-${serviceName}`,
      description: `ECS service ${serviceName}`,
      vpcId,
    });
    group.letOut("all", { cidrBlock: "0.0.0.0/0" });
    if (this.loadBalancer && traffic) {
      const { securityGroupId } = this.loadBalancer;
      group.letIn("load_balancer", traffic.containerPort, { securityGroupId });
      this.loadBalancer.letSend(group.securityGroupId, traffic.containerPort);
    }
    return group.securityGroupId;
  }

  private createTaskDefinition(props: FargateServiceProps): FirstTaskDefinition {
    return new FirstTaskDefinition(this, "task_definition", {
      logicalId: this.logicalIdOf(),
      serviceName: props.serviceName,
      taskDefinition: props.taskDefinition,
      images: props.images ?? {},
      taskRoleArn: this.roles.task?.location,
      executionRoleArn: this.roles.execution.location,
      dependsOn: this.createLogGroups(props),
    });
  }

  private createLogGroups(props: FargateServiceProps): readonly ITerraformDependable[] {
    if (props.existingLogGroups) return [];
    const { logRetentionDays, kmsKeyArn } = props;
    const names = awslogsGroups(props.taskDefinition).map(({ logGroupName }) => logGroupName);
    return new LogGroups(
      this,
      "log_groups",
      defined({
        logicalId: this.logicalIdOf(),
        logGroupNames: [...new Set(names)],
        logRetentionDays,
        kmsKeyArn,
      }),
    ).groups;
  }

  private createService(props: FargateServiceProps, taskDefinition: FirstTaskDefinition): EcsService {
    const { deploymentController = "ECS", capacityProviderStrategy, desiredCount = 1, autoscaling } = props;
    const service = new EcsService(
      this,
      "service",
      defined({
        name: props.serviceName,
        cluster: this.cluster?.location ?? props.clusterName,
        taskDefinition: taskDefinition.arn,
        desiredCount: autoscaling?.minCapacity ?? desiredCount,
        launchType: capacityProviderStrategy ? undefined : "FARGATE",
        capacityProviderStrategy: capacityProviderStrategy?.map((share) => ({ weight: 1, ...share })),
        platformVersion: props.platformVersion,
        enableExecuteCommand: props.enableExecuteCommand ?? false,
        deploymentController: { type: deploymentController },
        deploymentCircuitBreaker: circuitBreaker(props),
        networkConfiguration: {
          subnets: [...props.subnets],
          securityGroups: [...this.securityGroupIds],
          assignPublicIp: props.assignPublicIp ?? false,
        },
        ...this.behindLoadBalancer(props),
        dependsOn: [
          ...(this.loadBalancer?.listeners ?? []),
          ...(this.cluster?.capacity ?? []),
          ...this.roles.permissions,
          ...(props.dependsOn ?? []),
        ],
      }),
    );
    setLifecycle(service, { ignoreChanges: ignoredChanges(props) });
    return service;
  }

  private behindLoadBalancer({ traffic, healthCheckGracePeriodSeconds }: FargateServiceProps) {
    if (!this.loadBalancer || !traffic) return {};
    const { containerName, containerPort } = traffic;
    const targetGroupArn = this.loadBalancer.firstTargetGroupArn;
    return {
      loadBalancer: [{ targetGroupArn, containerName, containerPort }],
      healthCheckGracePeriodSeconds: healthCheckGracePeriodSeconds ?? 0,
    };
  }

  private scale({ autoscaling, clusterName, serviceName }: FargateServiceProps): void {
    if (autoscaling === undefined) return;
    const { service } = this;
    const logicalId = this.logicalIdOf();
    new Autoscaling(this, "autoscaling", { ...autoscaling, logicalId, clusterName, serviceName, service });
  }

  private logicalIdOf(what?: string): string {
    return [declaredLogicalId(this), what].filter((word) => word !== undefined).join("_");
  }
}

function circuitBreaker({ deploymentController, deploymentCircuitBreaker = true }: FargateServiceProps) {
  if (deploymentController === "CODE_DEPLOY") return undefined;
  return { enable: deploymentCircuitBreaker, rollback: deploymentCircuitBreaker };
}

function ignoredChanges({ deploymentController, autoscaling }: FargateServiceProps): readonly string[] {
  const deployed = deploymentController === "CODE_DEPLOY" ? changedByCodeDeploy : ["task_definition"];
  return autoscaling ? [...deployed, "desired_count"] : deployed;
}
