import { Construct } from "constructs";
import type { ILoadBalancer, TrafficRoutes } from "../elb/load-balancer-interface";
import type { FargateServiceOptions } from "./fargate-service-options";

/** Who replaces a service's tasks: ECS's rolling update, or CodeDeploy's blue/green deployment. */
export const deploymentControllers = ["ECS", "CODE_DEPLOY"] as const;

export type DeploymentController = (typeof deploymentControllers)[number];

/** A task definition as its file says it, parsed; what is wrong in it is found where releases are made. */
export type TaskDefinitionDocument = Readonly<Record<string, unknown>>;

export interface FargateServiceProps extends FargateServiceOptions {
  readonly clusterName: string;
  readonly serviceName: string;
  /** @default "ECS" */
  readonly deploymentController?: DeploymentController;
  /** The first task definition. Releases register the later ones. */
  readonly taskDefinition: TaskDefinitionDocument;
  /** Images in place of those that the task definition names, by container name. @default none */
  readonly images?: Readonly<Record<string, string>>;
  /** ARNs of the repositories that the tasks pull `images` from. @default none */
  readonly repositoryArns?: readonly string[];
  /** The container and its port that the load balancer sends to, and the load balancer's names and ports. @default none: nothing reaches the tasks */
  readonly traffic?: ServiceTraffic;
}

/** What reaches a service. */
export interface ServiceTraffic extends TrafficRoutes {
  readonly containerName: string;
  /** 1 to 65535. */
  readonly containerPort: number;
}

/** An ECS service on Fargate with what it needs, in a VPC that exists. */
export class FargateService extends Construct {
  readonly clusterName: string;
  readonly serviceName: string;
  readonly loadBalancer: ILoadBalancer | undefined;
  /** ARN of the role that the containers' own code has. */
  readonly taskRoleArn: string | undefined;
  readonly executionRoleArn: string;
  /** The two roles, each once, for `iam:PassRole`. */
  readonly taskRoles: readonly string[];
  readonly subnets: readonly string[];
  readonly securityGroupIds: readonly string[];

  constructor(scope: Construct, id: string, props: FargateServiceProps) {
    super(scope, id);
    this.clusterName = props.clusterName;
    this.serviceName = props.serviceName;
    this.loadBalancer = undefined;
    this.taskRoleArn = undefined;
    this.executionRoleArn = "";
    this.taskRoles = [];
    this.subnets = props.subnets;
    this.securityGroupIds = [];
  }
}
