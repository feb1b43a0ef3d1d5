import type { CommitStatusSystemSettings } from "../../settings/schema/commit-status";
import type { ProjectSettings } from "../../settings/schema/project";
import { createStack } from "../../systems";
import { unwrittenApp } from "./bare-stack";
import { commitStatus, project } from "./minimal-entries";
import { type Block, Template } from "./template";

export type Changes = Partial<CommitStatusSystemSettings>;

export const stackOf = (changes: Changes = {}, ofProject: Partial<ProjectSettings> = {}) =>
  createStack(unwrittenApp(), { ...project, ...ofProject }, commitStatus(changes));
export const templateOf = (changes: Changes = {}) => new Template(stackOf(changes));
export const environmentOf = (changes: Changes) =>
  (templateOf(changes).at("aws_lambda_function.main").environment as { readonly variables: Block }).variables;

export const keyArn = "arn:aws:kms:eu-central-1:123456789012:key/tokens";
