import { expect } from "vitest";
import type { CloudfrontContinuousDeploymentSettings } from "../../settings/schema/cloudfront-continuous-deployment";
import { findingsOf, warningsOf } from "./findings";
import { cloudfrontContinuousDeployment } from "./minimal-entries";
import { stackOf } from "./minimal-stacks";
import { ref } from "./ref";
import { type Block, Template } from "./template";

// What tests of sites on CloudFront ask of a minimal entry with changes.

export type Changes = Partial<CloudfrontContinuousDeploymentSettings>;

/** The template of an entry in which nothing is wrong. */
export function made(changes: Changes = {}): Template {
  const stack = stackOf(cloudfrontContinuousDeployment(changes));
  expect(findingsOf(stack)).toEqual([]);
  return new Template(stack);
}

export const warnings = (changes: Changes = {}) =>
  warningsOf(stackOf(cloudfrontContinuousDeployment(changes)));

/** Changes that let Terraform keep the staging distribution. */
export const kept = { mode: "terraform" } as const satisfies Changes;

/** The ID of a production distribution, as an apply would print it. */
export const productionId = "E1EXAMPLE2PRODUCTION";

export const production = "aws_cloudfront_distribution.production";
export const staging = "aws_cloudfront_distribution.staging";

/** The ARN of something of CloudFront's in the account: CloudFront has no Region. */
export const globalArn = (resource: string) =>
  `arn:${ref("data.aws_partition.current.partition")}:cloudfront::${ref("data.aws_caller_identity.current.account_id")}:${resource}`;

interface Variable {
  readonly name: string;
  readonly value: unknown;
  readonly type?: string;
}

/** The variables of a project's builds; of one that is read at the start, where from. */
export function variablesOf(template: Template, project: string): Block {
  const { environment } = template.at(`aws_codebuild_project.${project}`) as {
    readonly environment: { readonly environment_variable: readonly Variable[] };
  };
  return Object.fromEntries(
    environment.environment_variable.map(({ name, value, type }) => [name, type ? { [type]: value } : value]),
  );
}

/** The same of a pipeline's action. */
export function variablesOfAction(template: Template, action: string): Block {
  const { configuration } = template.action(action) as {
    readonly configuration: { readonly EnvironmentVariables: readonly Variable[] };
  };
  return Object.fromEntries(configuration.EnvironmentVariables.map(({ name, value }) => [name, value]));
}
