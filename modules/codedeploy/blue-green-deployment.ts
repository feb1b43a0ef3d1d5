import { CodedeployApp } from "@cdktf/provider-aws/lib/codedeploy-app";
import { CodedeployDeploymentGroup } from "@cdktf/provider-aws/lib/codedeploy-deployment-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { arnOf } from "../aws/current";
import type { ILoadBalancer } from "../elb/load-balancer-interface";
import { check } from "../findings/check";
import { Role } from "../iam/role";
import { trustService } from "../iam/trust";
import { declaredLogicalId, setLogicalId } from "../logical-ids/logical-id";
import { defined } from "../terraform/defined";
import { blueGreenFindings } from "./blue-green-findings";
import type { BlueGreenDeploymentOptions, RollbackEvent } from "./blue-green-options";
import { DeploymentConfig } from "./deployment-config";
import { deploymentPermissions } from "./deployment-permissions";
import { deploymentConfigNameOf, isOwnShift, type TrafficShift } from "./traffic-shift";

export interface BlueGreenDeploymentProps extends BlueGreenDeploymentOptions {
  readonly clusterName: string;
  /** A service whose deployment controller is `CODE_DEPLOY`. */
  readonly serviceName: string;
  readonly loadBalancer: ILoadBalancer;
  /** Names or ARNs of the task role and the execution role of the service's task definitions. */
  readonly taskRoles: readonly string[];
  /** What must exist before the deployment group: a service that is made here. @default none */
  readonly dependsOn?: readonly ITerraformDependable[];
}

const allAtOnce: TrafficShift = { type: "all-at-once" };

/** CodeDeploy's application, deployment group and configuration for blue/green deployments of an ECS service. */
export class BlueGreenDeployment extends Construct {
  /** The names as literals. */
  readonly applicationName: string;
  readonly deploymentGroupName: string;
  readonly deploymentConfigName: string;
  readonly applicationArn: string;
  readonly deploymentGroupArn: string;
  readonly deploymentConfigArn: string;
  readonly role: Role;
  /** What must exist before a deployment. */
  readonly deploymentGroup: CodedeployDeploymentGroup;

  constructor(scope: Construct, id: string, props: BlueGreenDeploymentProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    const { serviceName, applicationName = serviceName, deploymentGroupName = serviceName } = props;
    this.applicationName = applicationName;
    this.deploymentGroupName = deploymentGroupName;
    this.deploymentConfigName = deploymentConfigNameOf(props.traffic ?? allAtOnce, deploymentGroupName);
    this.applicationArn = arnOf(this, "codedeploy", `application:${applicationName}`);
    this.deploymentGroupArn = arnOf(
      this,
      "codedeploy",
      `deploymentgroup:${applicationName}/${deploymentGroupName}`,
    );
    this.deploymentConfigArn = arnOf(this, "codedeploy", `deploymentconfig:${this.deploymentConfigName}`);
    this.role = this.createRole(props);
    this.deploymentGroup = this.createDeploymentGroup(props);
    this.allowDeployments(props);
    check(this, () => blueGreenFindings(props, this));
  }

  private createRole({ role, roleLogicalId }: BlueGreenDeploymentProps): Role {
    return new Role(this, "role", {
      logicalId: roleLogicalId ?? "codedeploy",
      assumedBy: trustService("codedeploy.amazonaws.com"),
      ...role,
      roleName: role?.roleName ?? `${this.deploymentGroupName}-codedeploy`,
    });
  }

  private createDeploymentGroup(props: BlueGreenDeploymentProps): CodedeployDeploymentGroup {
    const { clusterName, serviceName, dependsOn = [] } = props;
    return new CodedeployDeploymentGroup(
      this,
      "deployment_group",
      defined({
        appName: this.createApplication().name,
        deploymentGroupName: this.deploymentGroupName,
        deploymentConfigName: this.createDeploymentConfig(props),
        serviceRoleArn: this.role.arn,
        deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
        ecsService: { clusterName, serviceName },
        loadBalancerInfo: { targetGroupPairInfo: targetGroupPair(props.loadBalancer) },
        blueGreenDeploymentConfig: blueGreen(props),
        autoRollbackConfiguration: rollback(props),
        alarmConfiguration: alarms(props),
        // CodeDeploy looks at the service, as this role, when the group is made.
        dependsOn: [...this.role.permissions, ...dependsOn],
      }),
    );
  }

  private createApplication(): CodedeployApp {
    return new CodedeployApp(this, "application", { name: this.applicationName, computePlatform: "ECS" });
  }

  private createDeploymentConfig({ traffic = allAtOnce }: BlueGreenDeploymentProps): string {
    if (!isOwnShift(traffic)) return this.deploymentConfigName;
    const { deploymentConfigName } = this;
    return new DeploymentConfig(
      this,
      "deployment_config",
      defined({ logicalId: declaredLogicalId(this), deploymentConfigName, traffic }),
    ).location;
  }

  private allowDeployments({ alarms = [], hooks = {}, ...target }: BlueGreenDeploymentProps): void {
    this.role.allow(...deploymentPermissions(this, { ...target, alarms, hooks }));
  }
}

function targetGroupPair({ targetGroupNames, productionListenerArn, testListenerArn }: ILoadBalancer) {
  return defined({
    prodTrafficRoute: { listenerArns: [productionListenerArn] },
    testTrafficRoute: testListenerArn === undefined ? undefined : { listenerArns: [testListenerArn] },
    targetGroup: targetGroupNames.map((name) => ({ name })),
  });
}

function blueGreen(props: BlueGreenDeploymentProps) {
  const { actionOnTimeout = "CONTINUE_DEPLOYMENT", terminationWaitTimeInMinutes = 5 } = props;
  return {
    deploymentReadyOption: defined({ actionOnTimeout, waitTimeInMinutes: props.waitTimeInMinutes }),
    terminateBlueInstancesOnDeploymentSuccess: { action: "TERMINATE", terminationWaitTimeInMinutes },
  };
}

function rollback({ rollbackOn, alarms = [] }: BlueGreenDeploymentProps) {
  const onAlarm: RollbackEvent[] = alarms.length > 0 ? ["DEPLOYMENT_STOP_ON_ALARM"] : [];
  const events = rollbackOn ?? ["DEPLOYMENT_FAILURE", ...onAlarm, "DEPLOYMENT_STOP_ON_REQUEST"];
  return events.length > 0 ? { enabled: true, events: [...events] } : { enabled: false };
}

function alarms({ alarms = [], ignorePollAlarmFailure = false }: BlueGreenDeploymentProps) {
  return alarms.length > 0 ? { enabled: true, alarms: [...alarms], ignorePollAlarmFailure } : undefined;
}
