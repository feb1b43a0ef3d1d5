import { expect, it } from "vitest";
import { rolesOfGround } from "../../../tools/try/existing/service-ground";

const network = { vpcId: "vpc-0123456789abcdef0", subnets: ["subnet-0123456789abcdef0"] };
const taskRoleArn = "arn:aws:iam::123456789012:role/code";
const executionRoleArn = "arn:aws:iam::123456789012:role/start";
const taskDefinition = JSON.stringify({ family: "shop", taskRoleArn, executionRoleArn });

it("holds the roles that options name, and the task role of the task definition: its execution role is made", () => {
  expect(rolesOfGround({ ...network, existingExecutionRole: "start" }, taskDefinition)).toEqual([
    "start",
    taskRoleArn,
  ]);
  expect(rolesOfGround({ ...network, existingTaskRole: taskRoleArn }, taskDefinition)).toEqual([taskRoleArn]);
});
