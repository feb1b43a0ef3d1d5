import { CloudBackend, LocalBackend, NamedCloudWorkspace, S3Backend, type TerraformStack } from "cdktf";
import { defined } from "../modules/terraform/defined";
import type { BackendSettings } from "../settings/schema/backend";

/** Where a stack keeps its state. Every value is a literal, so that the output is the same on every machine. */
export function configureBackend(stack: TerraformStack, settings: BackendSettings, region: string): void {
  const stackName = stack.node.id;
  switch (settings.type) {
    case "local":
      // Relative to the stack's folder, cdktf.out/stacks/<stack>.
      new LocalBackend(stack, { path: `../../../state/${stackName}.tfstate` });
      return;
    case "s3":
      new S3Backend(
        stack,
        defined({
          bucket: settings.bucket,
          key: `${settings.keyPrefix ?? "pipelines"}/${stackName}.tfstate`,
          region: settings.region ?? region,
          encrypt: true,
          kmsKeyId: settings.kmsKeyId,
        }),
      );
      // CDKTF has no property for S3's own lock.
      stack.addOverride("terraform.backend.s3.use_lockfile", true);
      return;
    case "cloud":
      new CloudBackend(
        stack,
        defined({
          organization: settings.organization,
          workspaces: new NamedCloudWorkspace(`${settings.workspacePrefix ?? ""}${stackName}`),
          hostname: settings.hostname,
        }),
      );
  }
}
