import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { roleArnOf } from "../aws/current";
import { check } from "../findings/check";
import { roleTwice } from "../findings/ecs-errors";
import type { Finding } from "../findings/finding";
import { warn } from "../findings/warnings";
import { invalidRole } from "../iam/pass-role";
import { Role, type RoleOptions } from "../iam/role";
import type { Statement } from "../iam/statement";
import { trustService } from "../iam/trust";
import { declaredLogicalId, type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import { executionPermissions, type TaskExecution } from "./execution-permissions";
import type { FargateServiceOptions } from "./fargate-service-options";
import { textOf } from "./task-definition-document";

export interface TaskRolesProps
  extends TaskExecution,
    LogicalIdProps,
    Pick<
      FargateServiceOptions,
      | "taskRole"
      | "existingTaskRole"
      | "executionRole"
      | "existingExecutionRole"
      | "singleRole"
      | "enableExecuteCommand"
    > {
  readonly serviceName: string;
}

/** A role of the tasks: its ARN made of its name, and as Terraform's reference where it is made here. */
export interface TaskRole {
  readonly arn: string;
  readonly location: string;
}

// What ECS Exec's agent needs beside the container (Amazon ECS: Task IAM role permissions required for ECS Exec).
const executeCommand: Statement = {
  actions: [
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
  ],
  resources: ["*"],
};

/** The role that ECS starts tasks with, and the role that the containers' own code has. */
export class TaskRoles extends Construct {
  readonly execution: TaskRole;
  readonly task: TaskRole | undefined;
  private readonly made: Role[] = [];

  constructor(scope: Construct, id: string, props: TaskRolesProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    this.execution = this.executionRole(props);
    this.task = this.taskRole(props);
    if (props.singleRole) warn(this, "secretsForCode");
    check(this, () => this.findings(props));
  }

  /** ARNs of both, each once. */
  get arns(): readonly string[] {
    return [...new Set([this.execution.arn, ...(this.task ? [this.task.arn] : [])])];
  }

  /** What must exist before tasks can start. */
  get permissions(): readonly ITerraformDependable[] {
    return this.made.flatMap(({ permissions }) => permissions);
  }

  private executionRole(props: TaskRolesProps): TaskRole {
    const { existingExecutionRole, executionRole } = props;
    if (existingExecutionRole !== undefined) return this.existing(existingExecutionRole);
    const role = this.create("execution", props.serviceName, executionRole);
    role.allow(...executionPermissions(this, props));
    if (props.singleRole && props.enableExecuteCommand) role.allow(executeCommand);
    return { arn: roleArnOf(this, role.roleName), location: role.arn };
  }

  private taskRole(props: TaskRolesProps): TaskRole | undefined {
    const { singleRole, existingTaskRole, taskRole, enableExecuteCommand, taskDefinition } = props;
    if (singleRole) return this.execution;
    if (existingTaskRole !== undefined) return this.existing(existingTaskRole);
    const named = textOf(taskDefinition.taskRoleArn);
    if (taskRole === undefined && named !== undefined && named !== "") return this.existing(named);
    if (taskRole === undefined && !enableExecuteCommand) return undefined;
    const role = this.create("task", props.serviceName, taskRole);
    if (enableExecuteCommand) role.allow(executeCommand);
    return { arn: roleArnOf(this, role.roleName), location: role.arn };
  }

  private create(what: "execution" | "task", serviceName: string, options: RoleOptions = {}): Role {
    const role = new Role(this, what, {
      logicalId: `${declaredLogicalId(this)}_${what}`,
      assumedBy: trustService("ecs-tasks.amazonaws.com"),
      ...options,
      roleName: options.roleName ?? `${serviceName}-${what}`,
    });
    this.made.push(role);
    return role;
  }

  private existing(role: string): TaskRole {
    const arn = roleArnOf(this, role);
    return { arn, location: arn };
  }

  private findings(props: TaskRolesProps): readonly Finding[] {
    const { taskRole, existingTaskRole, executionRole, existingExecutionRole, singleRole } = props;
    const twice = (property: string, got: unknown, other: string, isSaid: boolean) =>
      got !== undefined && isSaid ? roleTwice(property, got, other) : [];
    const named = textOf(props.taskDefinition.taskRoleArn);
    return [
      ...twice("taskRole", taskRole, "existingTaskRole", existingTaskRole !== undefined),
      ...twice("taskRole", taskRole, "singleRole", singleRole === true),
      ...twice("existingTaskRole", existingTaskRole, "singleRole", singleRole === true),
      ...twice("executionRole", executionRole, "existingExecutionRole", existingExecutionRole !== undefined),
      ...(existingTaskRole === undefined ? [] : invalidRole("existingTaskRole", existingTaskRole)),
      ...(existingExecutionRole === undefined
        ? []
        : invalidRole("existingExecutionRole", existingExecutionRole)),
      ...(this.task?.arn === named && named ? invalidRole("taskDefinition.taskRoleArn", named) : []),
    ];
  }
}
