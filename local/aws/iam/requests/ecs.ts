import { z } from "zod";
import { AwsError } from "../../client/aws-error";
import { isObject } from "../../json";
import type { ContextValues } from "../evaluation/request-context";
import type { AwsCall } from "./aws-call";
import { eachNeeds, needs, needsAll } from "./needs";
import { passesRole } from "./pass-role";
import type { Permission, PermissionsOf, ServiceRequests } from "./permission";

// Clusters, services and tasks are named by their name or their ARN.
const nameOf = (nameOrArn: string) => nameOrArn.replace(/^arn:[^/]*\//, "");
const cluster = (call: AwsCall) => nameOf(call.text("cluster") || "default");
const clusterArn = (call: AwsCall) => call.arn("ecs", `cluster/${cluster(call)}`);
const inCluster = (call: AwsCall): ContextValues => ({ "ecs:cluster": clusterArn(call) });

const serviceArn = (call: AwsCall, name: string) =>
  call.arn("ecs", `service/${cluster(call)}/${nameOf(name).split("/").at(-1)}`);
const service = (call: AwsCall) => serviceArn(call, call.text("service") || call.text("serviceName"));
const services = (call: AwsCall) => call.texts("services").map((name) => serviceArn(call, name));

const taskArn = (call: AwsCall, name: string) =>
  call.arn("ecs", `task/${cluster(call)}/${nameOf(name).split("/").at(-1)}`);
const tasks = (call: AwsCall) => call.texts("tasks").map((name) => taskArn(call, name));

// The id of a task set, which its ARN ends in, has a slash.
const taskSetArn = (call: AwsCall, name: string) =>
  name.startsWith("arn:") ? name : `${service(call).replace(":service/", ":task-set/")}/${name || "*"}`;
const taskSet = (call: AwsCall) => taskSetArn(call, call.text("taskSet"));
const taskSets = (call: AwsCall) => {
  const names = call.texts("taskSets");
  return (names.length === 0 ? ["*"] : names).map((name) => taskSetArn(call, name));
};
const ofService = (call: AwsCall): ContextValues => ({ ...inCluster(call), "ecs:service": service(call) });

const definitionArn = (call: AwsCall, name: string) =>
  name.startsWith("arn:") ? name : call.arn("ecs", `task-definition/${name}`);
// The revision that a new task definition gets is not known yet.
const newDefinition = (call: AwsCall) => call.arn("ecs", `task-definition/${call.text("family")}:*`);

/** What the operations of ECS need. */
export const ecs: ServiceRequests = {
  conditionKeys: [
    "ecs:CreateAction",
    "ecs:cluster",
    "ecs:service",
    "ecs:task-definition",
    "ecs:task-cpu",
    "ecs:task-memory",
  ],
  operations: {
    ...eachNeeds("ecs", ["DescribeServices"], services, inCluster),
    ...eachNeeds(
      "ecs",
      ["DeleteService", "ListServiceDeployments", "UpdateServicePrimaryTaskSet"],
      service,
      inCluster,
    ),
    ...eachNeeds(
      "ecs",
      ["DeregisterTaskDefinition", "DescribeTaskDefinition", "ListTaskDefinitions"],
      () => "*",
    ),
    ...eachNeeds("ecs", ["DeleteTaskSet", "UpdateTaskSet"], taskSet, ofService),
    ...eachNeeds("ecs", ["DescribeTaskSets"], taskSets, ofService),
    CreateTaskSet: needsAll(
      needs("ecs:CreateTaskSet", taskSet, (call) => ({ ...ofService(call), ...usedDefinition(call) })),
      passesRolesOfDefinition,
    ),
    UpdateService: needsAll(
      needs("ecs:UpdateService", service, (call) => ({ ...inCluster(call), ...usedDefinition(call) })),
      passesRoleOfService,
    ),
    CreateService: needsAll(
      needs("ecs:CreateService", service, (call) => ({
        ...inCluster(call),
        ...usedDefinition(call),
        ...call.tagContext("tags"),
      })),
      passesRoleOfService,
      tags("CreateService", service),
    ),
    RegisterTaskDefinition: needsAll(
      needs("ecs:RegisterTaskDefinition", newDefinition, (call) => ({
        ...call.tagContext("tags"),
        "ecs:task-cpu": call.text("cpu") || undefined,
        "ecs:task-memory": call.text("memory") || undefined,
      })),
      (call) => passedRoles(call.input),
      tags("RegisterTaskDefinition", newDefinition),
    ),
    RunTask: needsAll(
      runsTask,
      tags("RunTask", (call) => call.arn("ecs", `task/${cluster(call)}/*`)),
    ),
    DescribeTasks: needs("ecs:DescribeTasks", tasks, inCluster),
    StopTask: needs("ecs:StopTask", (call) => taskArn(call, call.text("task")), inCluster),
    ListTasks: needs(
      "ecs:ListTasks",
      (call) => call.arn("ecs", `container-instance/${cluster(call)}/*`),
      inCluster,
    ),
    ListServices: needs("ecs:ListServices", () => "*", inCluster),
    DescribeClusters: needs("ecs:DescribeClusters", (call) => {
      const names = call.texts("clusters");
      return (names.length === 0 ? ["default"] : names).map((name) =>
        call.arn("ecs", `cluster/${nameOf(name)}`),
      );
    }),
    DescribeServiceDeployments: needs("ecs:DescribeServiceDeployments", (call) =>
      call.texts("serviceDeploymentArns"),
    ),
    ...eachNeeds("ecs", ["ListTagsForResource"], (call) => call.text("resourceArn")),
    TagResource: needs(
      "ecs:TagResource",
      (call) => call.text("resourceArn"),
      (call) => ({ ...call.tagContext("tags"), "ecs:CreateAction": undefined }),
    ),
  },
};

function usedDefinition(call: AwsCall): ContextValues {
  const name = call.text("taskDefinition");
  return { "ecs:task-definition": name === "" ? undefined : definitionArn(call, name) };
}

const roles = z.looseObject({ executionRoleArn: z.string().optional(), taskRoleArn: z.string().optional() });

function passedRoles(input: unknown): readonly Permission[] {
  const { executionRoleArn, taskRoleArn } = roles.parse(isObject(input) ? input : {});
  const passed = new Set([executionRoleArn, taskRoleArn].filter((arn) => arn !== undefined && arn !== ""));
  return [...passed].map((arn) => passesRole(arn ?? "", "ecs-tasks.amazonaws.com"));
}

const definition = z.looseObject({
  taskDefinition: z.looseObject({ taskDefinitionArn: z.string() }),
});
const overrides = z.looseObject({ cpu: z.string().optional(), memory: z.string().optional() });

// The revision that a family's name means is known before IAM decides (Amazon ECS API: RunTask), and whoever runs a task
// passes on the roles that it will have.
async function runsTask(call: AwsCall): Promise<readonly Permission[]> {
  const taskDefinition = call.text("taskDefinition");
  const described = await describedDefinition(call, taskDefinition);
  const overridden = isObject(call.input.overrides) ? call.input.overrides : {};
  const { cpu, memory } = overrides.parse(overridden);
  const context: ContextValues = { ...inCluster(call), "ecs:task-cpu": cpu, "ecs:task-memory": memory };
  const resource = described?.taskDefinitionArn ?? definitionArn(call, taskDefinition);
  return [{ action: "ecs:RunTask", resource, context }, ...passedRoles({ ...described, ...overridden })];
}

async function describedDefinition(call: AwsCall, taskDefinition: string) {
  try {
    const answer = await call.scope.moto.call("ecs", "DescribeTaskDefinition", { taskDefinition });
    return definition.parse(answer).taskDefinition;
  } catch (error) {
    // One that does not exist is refused by the operation itself, to whoever may run it.
    if (!(error instanceof AwsError)) throw error;
    return undefined;
  }
}

// AWS's managed policy for CodeDeploy has this for what CreateTaskSet starts.
async function passesRolesOfDefinition(call: AwsCall): Promise<readonly Permission[]> {
  return passedRoles(await describedDefinition(call, call.text("taskDefinition")));
}

function passesRoleOfService(call: AwsCall): readonly Permission[] {
  const role = call.text("role");
  return role === "" ? [] : [passesRole(role, "ecs.amazonaws.com")];
}

// Tags that are given while something is made need a permission of their own.
function tags(createAction: string, resource: (call: AwsCall) => string): PermissionsOf {
  return (call) => {
    const { "aws:TagKeys": keys, ...values } = call.tagContext("tags");
    if (keys === undefined) return [];
    const context = { ...values, "aws:TagKeys": keys, "ecs:CreateAction": createAction };
    return [{ action: "ecs:TagResource", resource: resource(call), context }];
  };
}
