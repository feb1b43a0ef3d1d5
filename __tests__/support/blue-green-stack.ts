import { expect } from "vitest";
import type { EcrPushBlueGreenSettings } from "../../settings/schema/ecr-push-blue-green";
import type { ReleaseImageSettings } from "../../settings/schema/release-image";
import { findingsOf, warningsOf } from "./findings";
import { ecrPushBlueGreen, taskDefinitionFile } from "./minimal-entries";
import { stackOf } from "./minimal-stacks";
import { withRole } from "./task-definitions/with-role";
import { type Block, Template } from "./template";
import { writtenFile } from "./written-file";

// What tests of blue/green stacks ask of a minimal entry with changes.

export type Changes = Partial<EcrPushBlueGreenSettings>;

/** The template of an entry in which nothing is wrong. */
export function made(changes: Changes = {}): Template {
  const stack = stackOf(ecrPushBlueGreen(changes));
  expect(findingsOf(stack)).toEqual([]);
  return new Template(stack);
}

export const warnings = (changes: Changes) => warningsOf(stackOf(ecrPushBlueGreen(changes)));
export const images = (...all: readonly ReleaseImageSettings[]): Changes => ({ images: all });
export const bucket = "app-definitions";
export const app = { containerName: "app" };
export const proxy = { containerName: "proxy" };
export const create = {
  vpcId: "vpc-0123456789abcdef0",
  subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
};
export const ofExample = { definitions: { bucket, taskDefinitionFile } };

interface Stage {
  readonly name: string;
  readonly action: readonly Block[];
}

export const stagesIn = (template: Template) =>
  template.at("aws_codepipeline.main").stage as readonly Stage[];
export const variablesOf = (template: Template, project = "main"): Readonly<Record<string, string>> => {
  const { environment } = template.at(`aws_codebuild_project.${project}`) as {
    readonly environment: { readonly environment_variable: readonly { name: string; value: string }[] };
  };
  return Object.fromEntries(environment.environment_variable.map(({ name, value }) => [name, value]));
};
export const passed = (template: Template, document: string) =>
  template
    .statements(document)
    .filter(({ actions }) => (actions as readonly string[]).includes("iam:PassRole"));
export const started = (template: Template) =>
  template.addresses.filter((address) => address.startsWith("aws_cloudwatch_event_rule."));

export const ofExampleWithRole = (): Changes => ({
  definitions: { bucket, taskDefinitionFile: writtenFile(withRole()) },
});
