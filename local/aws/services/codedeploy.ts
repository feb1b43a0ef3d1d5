import { randomUUID } from "node:crypto";
import { z } from "zod";
import { AwsError } from "../client/aws-error";
import {
  type Application,
  applicationArn,
  applicationNamed,
  applicationsIn,
  computePlatform,
  groupArn,
  groupNamed,
  refuseTakenApplication,
} from "../codedeploy/applications";
import {
  checkConfig,
  configInput,
  configNamed,
  configsIn,
  isPredefined,
  newConfig,
} from "../codedeploy/deployment-configs";
import { groupChange } from "../codedeploy/deployment-group";
import { createGroup, deleteGroup, newGroup, updateGroup } from "../codedeploy/deployment-groups";
import { deploymentOperations } from "../codedeploy/deployment-operations";
import { forgetDeployments } from "../codedeploy/deployments";
import type { Scope } from "../gateway/scope";
import { ANY_INPUT, operation, type Service } from "../gateway/service";
import { addTags, forgetTags, moveTags, tagList, tagOperations } from "../gateway/tags";

const TIMES = "moto's timestamps are text, which SDKs refuse";
const LACKS = "moto lacks it";
const DROPS = "moto drops the alarms of a group and checks nothing";

const name = z.string().min(1).max(100);
const ofApplication = z.object({ applicationName: name });
const ofGroup = z.object({ applicationName: name, deploymentGroupName: name });
const ofConfig = z.object({ deploymentConfigName: name });
const newApplication = ofApplication.extend({
  computePlatform: computePlatform.default("Server"),
  tags: tagList.optional(),
});
const renaming = ofApplication.extend({ newApplicationName: name });

/** CodeDeploy, all of it kept here. */
export const codedeploy: Service = {
  operations: {
    CreateApplication: operation(TIMES, newApplication, createApplication),
    GetApplication: operation(TIMES, ofApplication, ({ applicationName }, scope) => ({
      application: shownApplication(applicationNamed(scope, applicationName)),
    })),
    ListApplications: operation(TIMES, ANY_INPUT, (_input, scope) => ({
      applications: [...applicationsIn.of(scope).keys()],
    })),
    UpdateApplication: operation(LACKS, renaming, renameApplication),
    DeleteApplication: operation(LACKS, ofApplication, deleteApplication),
    CreateDeploymentConfig: operation(LACKS, configInput, createConfig),
    GetDeploymentConfig: operation(LACKS, ofConfig, ({ deploymentConfigName }, scope) => ({
      deploymentConfigInfo: configNamed(scope, deploymentConfigName),
    })),
    ListDeploymentConfigs: operation(LACKS, ANY_INPUT, (_input, scope) => ({
      deploymentConfigsList: [...configsIn.of(scope).keys()],
    })),
    DeleteDeploymentConfig: operation(LACKS, ofConfig, deleteConfig),
    CreateDeploymentGroup: operation(DROPS, newGroup, async (input, scope) => ({
      deploymentGroupId: (await createGroup(scope, input)).deploymentGroupId,
    })),
    GetDeploymentGroup: operation(DROPS, ofGroup, getGroup),
    ListDeploymentGroups: operation(DROPS, ofApplication, ({ applicationName }, scope) => ({
      applicationName,
      deploymentGroups: [...applicationNamed(scope, applicationName).groups.keys()],
    })),
    UpdateDeploymentGroup: operation(LACKS, groupChange, async (change, scope) => {
      await updateGroup(scope, change);
      return { hooksNotCleanedUp: [] };
    }),
    DeleteDeploymentGroup: operation(LACKS, ofGroup, ({ applicationName, deploymentGroupName }, scope) => {
      deleteGroup(scope, applicationName, deploymentGroupName);
      return { hooksNotCleanedUp: [] };
    }),
    ...deploymentOperations,
    ...tagOperations(LACKS, "upper"),
  },
  *resources(scope) {
    for (const { applicationName, groups } of applicationsIn.of(scope).values()) {
      yield applicationArn(scope, applicationName);
      for (const group of groups.keys()) yield groupArn(scope, applicationName, group);
    }
    for (const config of configsIn.of(scope).keys()) {
      if (!isPredefined(config)) yield scope.arn("codedeploy", `deploymentconfig:${config}`);
    }
  },
};

function createApplication(input: z.output<typeof newApplication>, scope: Scope): object {
  const { applicationName, tags } = input;
  refuseTakenApplication(scope, applicationName);
  const applicationId = randomUUID();
  applicationsIn.of(scope).set(applicationName, {
    applicationId,
    applicationName,
    computePlatform: input.computePlatform,
    createTime: Date.now() / 1000,
    groups: new Map(),
  });
  addTags(scope, applicationArn(scope, applicationName), tags);
  return { applicationId };
}

function shownApplication({ groups: _listedElsewhere, ...application }: Application): object {
  return { ...application, linkedToGitHub: false };
}

function renameApplication(input: z.output<typeof renaming>, scope: Scope): object {
  const { applicationName, newApplicationName } = input;
  const application = applicationNamed(scope, applicationName);
  refuseTakenApplication(scope, newApplicationName);
  application.applicationName = newApplicationName;
  applicationsIn.of(scope).delete(applicationName);
  applicationsIn.of(scope).set(newApplicationName, application);
  moveTags(scope, applicationArn(scope, applicationName), applicationArn(scope, newApplicationName));
  for (const [group, settings] of application.groups) {
    application.groups.set(group, { ...settings, applicationName: newApplicationName });
    moveTags(scope, groupArn(scope, applicationName, group), groupArn(scope, newApplicationName, group));
  }
  return {};
}

// Deleting what does not exist is no error in CodeDeploy.
function deleteApplication({ applicationName }: z.output<typeof ofApplication>, scope: Scope): object {
  const groups = applicationsIn.of(scope).get(applicationName)?.groups.keys() ?? [];
  for (const group of groups) forgetTags(scope, groupArn(scope, applicationName, group));
  applicationsIn.of(scope).delete(applicationName);
  forgetTags(scope, applicationArn(scope, applicationName));
  forgetDeployments(scope, applicationName);
  return {};
}

function createConfig(input: z.output<typeof configInput>, scope: Scope): object {
  const { deploymentConfigName } = input;
  checkConfig(input);
  if (configsIn.of(scope).has(deploymentConfigName)) {
    throw new AwsError(
      "DeploymentConfigAlreadyExistsException",
      `Deployment Configuration already exists with name: ${deploymentConfigName}`,
    );
  }
  const config = newConfig(input);
  configsIn.of(scope).set(deploymentConfigName, config);
  return { deploymentConfigId: config.deploymentConfigId };
}

function deleteConfig({ deploymentConfigName }: z.output<typeof ofConfig>, scope: Scope): object {
  if (isPredefined(deploymentConfigName)) {
    throw new AwsError(
      "InvalidOperationException",
      `The predefined deployment configuration ${deploymentConfigName} can't be deleted`,
    );
  }
  const users = [...applicationsIn.of(scope).values()]
    .flatMap(({ groups }) => [...groups.values()])
    .filter((group) => group.deploymentConfigName === deploymentConfigName);
  if (users[0] !== undefined) {
    throw new AwsError(
      "DeploymentConfigInUseException",
      `The deployment configuration ${deploymentConfigName} is still in use by ${users[0].deploymentGroupName}`,
    );
  }
  configsIn.of(scope).delete(deploymentConfigName);
  return {};
}

function getGroup(input: z.output<typeof ofGroup>, scope: Scope): object {
  const application = applicationNamed(scope, input.applicationName);
  const group = groupNamed(application, input.deploymentGroupName);
  return { deploymentGroupInfo: { ...group, computePlatform: application.computePlatform } };
}
