import { z } from "zod";
import { AwsError } from "../client/aws-error";
import { type Scope, ScopedState } from "../gateway/scope";
import type { DeploymentGroup } from "./deployment-group";

/** What an application deploys to. */
export const computePlatform = z.enum(["Server", "Lambda", "ECS"]);
export type ComputePlatform = z.output<typeof computePlatform>;

/** An application that exists, with its deployment groups by name. */
export interface Application {
  readonly applicationId: string;
  applicationName: string;
  readonly computePlatform: ComputePlatform;
  readonly createTime: number;
  readonly groups: Map<string, DeploymentGroup>;
}

/** The applications of an account and region, by name. */
export const applicationsIn = new ScopedState(() => new Map<string, Application>());

/** The application, or CodeDeploy's error. */
export function applicationNamed(scope: Scope, name: string): Application {
  const application = applicationsIn.of(scope).get(name);
  if (application !== undefined) return application;
  throw new AwsError("ApplicationDoesNotExistException", `No application found for name: ${name}`);
}

/** The application's group, or CodeDeploy's error. */
export function groupNamed(application: Application, name: string): DeploymentGroup {
  const group = application.groups.get(name);
  if (group !== undefined) return group;
  throw new AwsError("DeploymentGroupDoesNotExistException", `No Deployment Group found for name: ${name}`);
}

/** Refuses a name that another application has. */
export function refuseTakenApplication(scope: Scope, name: string): void {
  if (!applicationsIn.of(scope).has(name)) return;
  throw new AwsError("ApplicationAlreadyExistsException", `Application already exists with name: ${name}`);
}

/** The ARN that an application's tags hang on. */
export function applicationArn(scope: Scope, name: string): string {
  return scope.arn("codedeploy", `application:${name}`);
}

/** The ARN that a deployment group's tags hang on. */
export function groupArn(scope: Scope, applicationName: string, groupName: string): string {
  return scope.arn("codedeploy", `deploymentgroup:${applicationName}/${groupName}`);
}
