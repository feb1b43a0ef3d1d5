import { DataAwsEcsService } from "@cdktf/provider-aws/lib/data-aws-ecs-service";
import { DataAwsEcsTaskDefinition } from "@cdktf/provider-aws/lib/data-aws-ecs-task-definition";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";

export interface ServiceTaskRolesProps extends LogicalIdProps {
  readonly clusterName: string;
  readonly serviceName: string;
}

/** The task role and the execution role of an ECS service's task definition, read from AWS in each plan. */
export class ServiceTaskRoles extends Construct {
  readonly arns: readonly string[];

  constructor(scope: Construct, id: string, { clusterName, serviceName, logicalId }: ServiceTaskRolesProps) {
    super(scope, id);
    setLogicalId(this, logicalId);
    // What the provider calls the cluster's ARN reaches ECS as it is, and ECS takes a name too.
    const service = new DataAwsEcsService(this, "service", { clusterArn: clusterName, serviceName });
    const { taskRoleArn, executionRoleArn } = new DataAwsEcsTaskDefinition(this, "task_definition", {
      taskDefinition: service.taskDefinition,
    });
    // Either may be missing, and is "" then, which a policy must not hold: the other one stands in for it.
    this.arns = [
      Fn.coalesce([executionRoleArn, taskRoleArn]) as string,
      Fn.coalesce([taskRoleArn, executionRoleArn]) as string,
    ];
  }
}
