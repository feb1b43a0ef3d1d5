import type { Construct } from "constructs";
import type { ForeignRole } from "../../modules/iam/foreign-role";
import { CrossAccountRole } from "../../modules/pipeline/cross-account-role";
import { defined } from "../../modules/terraform/defined";
import type { CommonSettings } from "../../settings/schema/common";
import type { DeployAccountSettings } from "../../settings/schema/deploy-account";
import type { ProjectSettings } from "../../settings/schema/project";
import { type AnyReleasePathSettings, deploysOf } from "../../settings/schema/release-path";
import { ProjectStack, type SummaryLine } from "../project-stack";

export interface DeployAccountProps {
  readonly project: ProjectSettings;
  /** The entry whose pipeline deploys here. */
  readonly settings: CommonSettings;
  readonly account: DeployAccountSettings;
  readonly pipelineName: string;
  readonly pipelineRole: ForeignRole;
}

/** Name of the stack that an entry needs in another account. */
const deployAccountStack = (stack: string, account: DeployAccountSettings): string =>
  account.stack ?? `${stack}-${account.id}`;

/** The other accounts that an entry deploys to, each once, with the name of its stack. */
export function deployAccountsOf(
  settings: Pick<CommonSettings, "stack"> & AnyReleasePathSettings,
): readonly { readonly stack: string; readonly accountId: string }[] {
  const accounts = deploysOf(settings).flatMap(({ account }) => account ?? []);
  return [...new Map(accounts.map((account) => [account.id, account])).values()].map((account) => ({
    stack: deployAccountStack(settings.stack, account),
    accountId: account.id,
  }));
}

// Two stacks of one name are a finding of the settings, and must not stop the synth here.
function freeId(scope: Construct, id: string): string {
  return scope.node.tryFindChild(id) === undefined ? id : `${id}#${scope.node.children.length}`;
}

/** What must exist in another account before a pipeline can deploy there: a role that the pipeline assumes. */
export class DeployAccount extends ProjectStack {
  readonly role: CrossAccountRole;
  private readonly pipelineName: string;

  constructor(
    scope: Construct,
    { project, settings, account, pipelineName, pipelineRole }: DeployAccountProps,
  ) {
    const { assumeRole: _, ...ofAllAccounts } = project;
    super(scope, {
      project: ofAllAccounts,
      settings: defined({
        stack: freeId(scope, deployAccountStack(settings.stack, account)),
        region: settings.region,
        defaultTags: settings.defaultTags,
        assumeRole: account.assumeRole,
        allowedAccountIds: [account.id],
      }),
    });
    this.pipelineName = pipelineName;
    this.role = new CrossAccountRole(
      this,
      "deploy",
      defined({
        accountId: account.id,
        roleName: account.roleName ?? `${pipelineName}-deploy`,
        pipelineRole,
        permissionsBoundary: account.permissionsBoundary,
      }),
    );
    this.output("role_arn", this.role.role.arn, "The role that the pipeline assumes in this account");
  }

  override summary(): readonly SummaryLine[] {
    return [{ label: "lets in", text: `the pipeline ${this.pipelineName}, as ${this.role.roleName}` }];
  }
}
