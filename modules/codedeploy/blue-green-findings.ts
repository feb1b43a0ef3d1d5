import { nameRules } from "../aws/name-rules";
import type { ILoadBalancer } from "../elb/load-balancer-interface";
import {
  notTwoTargetGroups,
  rollbackWithoutAlarms,
  waitIgnored,
  waitMissing,
} from "../findings/code-deploy-errors";
import type { Finding } from "../findings/finding";
import { withoutEffect } from "../findings/option-errors";
import { duplicates, invalidName, notOneOf, outOfRange, tooMany } from "../findings/value-errors";
import { invalidRole } from "../iam/pass-role";
import { type BlueGreenDeploymentOptions, readyActions, rollbackEvents } from "./blue-green-options";
import { hookFindings } from "./deployment-hooks";
import { trafficFindings } from "./traffic-shift";

interface Names {
  readonly applicationName: string;
  readonly deploymentGroupName: string;
}

interface Target extends BlueGreenDeploymentOptions {
  readonly clusterName: string;
  readonly serviceName: string;
  readonly loadBalancer: ILoadBalancer;
  readonly taskRoles: readonly string[];
}

/** What CodeDeploy would refuse in the blue/green deployments of a service, and what contradicts itself there. */
export function blueGreenFindings(
  target: Target,
  { applicationName, deploymentGroupName }: Names,
): readonly Finding[] {
  const { loadBalancer, taskRoles, traffic = { type: "all-at-once" }, hooks = {} } = target;
  return [
    ...invalidName("clusterName", target.clusterName, nameRules.ecsCluster),
    ...invalidName("serviceName", target.serviceName, nameRules.ecsService),
    ...invalidName("applicationName", applicationName, nameRules.codeDeployApplication),
    ...invalidName("deploymentGroupName", deploymentGroupName, nameRules.deploymentGroup),
    ...taskRoles.flatMap((role, index) => invalidRole(`taskRoles[${index}]`, role)),
    ...notTwoTargetGroups(loadBalancer.targetGroupNames),
    ...trafficFindings(traffic, deploymentGroupName),
    ...waitFindings(target),
    ...rollbackFindings(target),
    ...alarmFindings(target.alarms ?? []),
    ...withoutEffect("ignorePollAlarmFailure", target.ignorePollAlarmFailure, {
      holds: (target.alarms ?? []).length === 0,
      said: "without alarms",
      allowed: "alarms beside it, or neither",
    }),
    ...hookFindings(hooks, loadBalancer.testListenerArn !== undefined),
  ];
}

function waitFindings(options: BlueGreenDeploymentOptions): readonly Finding[] {
  const { actionOnTimeout = "CONTINUE_DEPLOYMENT", waitTimeInMinutes } = options;
  const page = "CodeDeploy: Quotas";
  const minutes = (min: number, max: number) => ({ min, max, unit: "minutes", source: page });
  const isStop = actionOnTimeout === "STOP_DEPLOYMENT";
  return [
    ...notOneOf("actionOnTimeout", actionOnTimeout, readyActions, "CodeDeploy API: DeploymentReadyOption"),
    ...(isStop && waitTimeInMinutes === undefined ? waitMissing() : []),
    ...(!isStop && waitTimeInMinutes !== undefined ? waitIgnored(waitTimeInMinutes) : []),
    // 120 hours, and 48.
    ...outOfRange("waitTimeInMinutes", waitTimeInMinutes, minutes(1, 7200)),
    ...outOfRange("terminationWaitTimeInMinutes", options.terminationWaitTimeInMinutes, minutes(0, 2880)),
  ];
}

function rollbackFindings({ rollbackOn = [], alarms = [] }: BlueGreenDeploymentOptions): readonly Finding[] {
  const page = "CodeDeploy API: AutoRollbackConfiguration";
  const unwatched = rollbackOn.includes("DEPLOYMENT_STOP_ON_ALARM") && alarms.length === 0;
  return [
    ...rollbackOn.flatMap((event, index) => notOneOf(`rollbackOn[${index}]`, event, rollbackEvents, page)),
    ...duplicates("rollbackOn", rollbackOn, "name an event"),
    ...(unwatched ? rollbackWithoutAlarms() : []),
  ];
}

function alarmFindings(alarms: readonly string[]): readonly Finding[] {
  return [
    ...alarms.flatMap((alarm, index) => invalidName(`alarms[${index}]`, alarm, nameRules.alarm)),
    ...duplicates("alarms", alarms, "name an alarm"),
    ...tooMany("alarms", alarms, 50, "CodeDeploy: Quotas"),
  ];
}
