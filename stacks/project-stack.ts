import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type TerraformElement, TerraformOutput, TerraformStack } from "cdktf";
import { type Construct, Node } from "constructs";
import { isKnownRegion } from "../modules/aws/regions";
import { check } from "../modules/findings/check";
import { warn } from "../modules/findings/warnings";
import { logicalIdOf } from "../modules/logical-ids/logical-id";
import { invalidLogicalIds, sharedAddresses } from "../modules/logical-ids/unique-addresses";
import { defined } from "../modules/terraform/defined";
import { writesHcl } from "../modules/terraform/output-form";
import type { CommonSettings } from "../settings/schema/common";
import type { ProjectSettings } from "../settings/schema/project";
import { configureBackend } from "./backend";
import { type Credentials, credentialFindings, credentialsOf, knownAccountId } from "./credentials";

/** Settings of one stack, beside those of the project. */
export interface ProjectStackProps<T extends CommonSettings> {
  readonly project: ProjectSettings;
  readonly settings: T;
}

/** One line of what a synth reports of a stack, such as `started by  a rejected approval`. */
export interface SummaryLine {
  readonly label: string;
  readonly text: string;
}

/** What every stack of the project has: the AWS provider, the backend, readable logical IDs, and a summary. */
export abstract class ProjectStack extends TerraformStack {
  /** Where the stack stands. */
  readonly region: string;
  /** The account it stands in, where settings say so. */
  readonly accountId: string | undefined;

  constructor(scope: Construct, { project, settings }: ProjectStackProps<CommonSettings>) {
    super(scope, settings.stack);
    this.region = settings.region ?? project.region;
    const credentials = credentialsOf(project, settings);
    this.accountId = knownAccountId(credentials);
    this.requireTerraform(project.backend?.type === "s3" ? ">= 1.11.0" : ">= 1.5.0");
    configureBackend(this, project.backend ?? { type: "local" }, project.region);
    this.configureAws(credentials, { ...project.defaultTags, ...settings.defaultTags });
    if (!isKnownRegion(this.region)) warn(this, "unknownRegion");
    check(this, () => [
      ...sharedAddresses(this),
      ...invalidLogicalIds(this),
      ...credentialFindings(credentials),
    ]);
  }

  /** The stacks in other accounts without which this one does not work. */
  get deployAccounts(): readonly ProjectStack[] {
    return [];
  }

  /** What the report of a synth says of this stack beside what it reads in the constructs: pipelines, roles, warnings. */
  summary(): readonly SummaryLine[] {
    return [];
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    // CDKTF asks with an element, and for the folder of an asset with a node.
    const construct = element instanceof Node ? element.scopes.at(-1) : element;
    return logicalIdOf(construct as Construct, this);
  }

  /** Lets a provider's version range stand where CDKTF would pin the version that its bindings were made from. */
  protected requireProvider(name: "aws" | "github" | "random", versions: string): void {
    this.addOverride(`terraform.required_providers.${name}.version`, versions);
  }

  /** A value that a person or another stack reads after an apply. Never a secret. */
  protected output(name: string, value: string, description: string): void {
    new TerraformOutput(this, name, { value, description });
  }

  // CDKTF writes this override as broken HCL, so only the JSON carries it.
  private requireTerraform(versions: string): void {
    if (!writesHcl(this)) this.addOverride("terraform.required_version", versions);
  }

  private configureAws(
    { allowedAccountIds, assumeRole }: Credentials,
    tags: Readonly<Record<string, string>>,
  ): void {
    new AwsProvider(
      this,
      "aws",
      defined({
        region: this.region,
        assumeRole: assumeRole && [{ ...assumeRole }],
        defaultTags: Object.keys(tags).length > 0 ? [{ tags }] : undefined,
        allowedAccountIds: allowedAccountIds && [...allowedAccountIds],
      }),
    );
    this.requireProvider("aws", ">= 5.100.0, < 7.0.0");
  }
}
