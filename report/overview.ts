import { join, relative } from "node:path";
import { App, TerraformOutput, TerraformResource } from "cdktf";
import { Role } from "../modules/iam/role";
import { Pipeline } from "../modules/pipeline/pipeline";
import { resolved } from "../modules/terraform/resolved";
import type { ProjectStack, SummaryLine } from "../stacks/project-stack";
import { type PipelineOverview, pipelineOverview } from "./pipeline-overview";
import { describeAccount, placeOf } from "./place";
import { readable } from "./readable";
import { type RoleOverview, roleOverview } from "./role-overview";

const warningType = "@cdktf/warn";

/** A judgement that a user may overrule, and the construct that it is about. */
export interface WarningOverview {
  readonly path: string;
  readonly text: string;
}

/** What a report says of a stack, whatever the form that it is written in. */
export interface Overview {
  readonly stack: string;
  readonly account: string;
  readonly region: string;
  /** What the stack says of itself. */
  readonly lines: readonly SummaryLine[];
  readonly pipelines: readonly PipelineOverview[];
  readonly roles: readonly RoleOverview[];
  /** How many resources Terraform will manage. */
  readonly resources: number;
  readonly outputs: readonly { readonly name: string; readonly description: string }[];
  readonly warnings: readonly WarningOverview[];
  /** What an apply would destroy that the last synth on this machine still had. */
  readonly destructions: readonly string[];
  /** Commands that show what an apply would do; either will do. */
  readonly next: readonly string[];
}

/** What there is to say of a stack, read from its constructs. */
export function overviewOf(stack: ProjectStack, destructions: readonly string[] = []): Overview {
  const constructs = stack.node.findAll();
  const place = placeOf(stack);
  const name = stack.node.id;
  const folder = relative(process.cwd(), join(App.of(stack).outdir, "stacks", name));
  return {
    stack: name,
    account: describeAccount(place),
    region: place.region,
    lines: stack.summary().map(({ label, text }) => ({ label, text: readable(resolved(stack, text)) })),
    pipelines: constructs.flatMap((one) => (one instanceof Pipeline ? [pipelineOverview(one, place)] : [])),
    roles: constructs.flatMap((one) => (one instanceof Role ? [roleOverview(one, place)] : [])),
    resources: constructs.filter((one) => one instanceof TerraformResource).length,
    outputs: constructs.flatMap((one) =>
      one instanceof TerraformOutput
        ? [{ name: one.friendlyUniqueId, description: readable(one.description ?? "") }]
        : [],
    ),
    warnings: constructs.flatMap(({ node }) =>
      node.metadata
        .filter(({ type }) => type === warningType)
        .map(({ data }) => ({ path: node.path, text: String(data) })),
    ),
    destructions,
    next: [`npx cdktf diff ${name}`, `cd ${folder} && terraform init && terraform plan`],
  };
}
