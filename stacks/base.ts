import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type TerraformElement, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { addressName } from "../modules/addresses/address";
import { invalidAddresses, sharedAddresses } from "../modules/addresses/unique-addresses";
import { check } from "../modules/findings/check";
import type { Pipeline } from "../modules/pipeline/pipeline";
import { writesHcl } from "../modules/terraform/output-form";
import type { EntrySettings } from "../settings/schema/entry";
import type { ProjectSettings } from "../settings/schema/project";
import { configureBackend } from "./backend";

/** Settings of one pipeline, beside those of the project. */
export interface StackSettings<T extends EntrySettings> {
  readonly project: ProjectSettings;
  readonly entry: T;
}

/** What every system's stack has: the AWS provider, the backend, readable addresses, and one pipeline to report on. */
export abstract class PipelineStack extends TerraformStack {
  abstract readonly pipeline: Pipeline;

  constructor(scope: Construct, { project, entry }: StackSettings<EntrySettings>) {
    super(scope, entry.stack);
    const region = entry.region ?? project.region;
    this.requireTerraform(project.backend?.type === "s3" ? ">= 1.11.0" : ">= 1.5.0");
    configureBackend(this, project.backend ?? { type: "local" }, project.region);
    this.configureAws(project, region);
    check(this, () => [...sharedAddresses(this), ...invalidAddresses(this)]);
  }

  protected override allocateLogicalId(element: TerraformElement): string {
    return addressName(element, this);
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

  private configureAws({ defaultTags, allowedAccountIds }: ProjectSettings, region: string): void {
    new AwsProvider(this, "aws", {
      region,
      ...(defaultTags ? { defaultTags: [{ tags: { ...defaultTags } }] } : {}),
      ...(allowedAccountIds ? { allowedAccountIds: [...allowedAccountIds] } : {}),
    });
    this.requireProvider("aws", ">= 5.100.0, < 7.0.0");
  }
}

/** What the Terraform addresses of a system's main parts end in when an entry does not say: the name in the sources. */
export const defaultAddress = "example";
