import { z } from "zod";

const name = z.string().min(1).max(100);
const targetGroup = z.object({ name: z.string() });
const trafficRoute = z.object({ listenerArns: z.array(z.string()) });

/** Which alarms stop a deployment. */
export const alarmConfiguration = z.object({
  enabled: z.boolean().optional(),
  ignorePollAlarmFailure: z.boolean().optional(),
  alarms: z.array(z.object({ name: z.string() })).optional(),
});

/** When a deployment is taken back. */
export const autoRollbackConfiguration = z.object({
  enabled: z.boolean().optional(),
  events: z.array(z.string()).optional(),
});

/** What a deployment group can be told, by CreateDeploymentGroup and UpdateDeploymentGroup alike. */
const groupSettings = z.looseObject({
  deploymentConfigName: z.string().optional(),
  serviceRoleArn: z.string().optional(),
  autoScalingGroups: z.array(z.string()).optional(),
  deploymentStyle: z
    .object({ deploymentType: z.string().optional(), deploymentOption: z.string().optional() })
    .optional(),
  blueGreenDeploymentConfiguration: z
    .object({
      terminateBlueInstancesOnDeploymentSuccess: z
        .object({ action: z.string().optional(), terminationWaitTimeInMinutes: z.number().optional() })
        .optional(),
      deploymentReadyOption: z
        .object({ actionOnTimeout: z.string().optional(), waitTimeInMinutes: z.number().optional() })
        .optional(),
      greenFleetProvisioningOption: z.object({ action: z.string().optional() }).optional(),
    })
    .optional(),
  loadBalancerInfo: z
    .looseObject({
      elbInfoList: z.array(z.looseObject({})).optional(),
      targetGroupInfoList: z.array(targetGroup).optional(),
      targetGroupPairInfoList: z
        .array(
          z.object({
            targetGroups: z.array(targetGroup).default([]),
            prodTrafficRoute: trafficRoute.optional(),
            testTrafficRoute: trafficRoute.optional(),
          }),
        )
        .optional(),
    })
    .optional(),
  ecsServices: z.array(z.object({ clusterName: z.string(), serviceName: z.string() })).optional(),
  alarmConfiguration: alarmConfiguration.optional(),
  autoRollbackConfiguration: autoRollbackConfiguration.optional(),
  triggerConfigurations: z
    .array(
      z.object({ triggerName: z.string(), triggerTargetArn: z.string(), triggerEvents: z.array(z.string()) }),
    )
    .optional(),
});

/** A group as CreateDeploymentGroup takes it, but for its tags. */
export const groupInput = groupSettings.extend({
  applicationName: name,
  deploymentGroupName: name,
  serviceRoleArn: z.string(),
});

/** A change as UpdateDeploymentGroup takes it: the blocks that it names replace those of the group. */
export const groupChange = groupSettings.extend({
  applicationName: name,
  currentDeploymentGroupName: name,
  newDeploymentGroupName: name.optional(),
});

/** A deployment group as GetDeploymentGroup shows it. */
export type DeploymentGroup = z.output<typeof groupInput> & {
  readonly deploymentGroupId: string;
  readonly deploymentConfigName: string;
};
