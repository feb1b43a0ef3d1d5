import { devNull } from "node:os";
import type { Scope } from "../../gateway/scope";
import type { RoleSession } from "../../iam/role-session";
import type { BuildFolder } from "../build-folder";

/** What a build finds in its environment besides its own variables: nothing of whoever runs the local AWS. */
export function containerVariables(
  { gatewayEndpoint, region }: Scope,
  { accessKeyId, secretAccessKey, sessionToken }: RoleSession,
  { home, temporary }: BuildFolder,
): Readonly<Record<string, string>> {
  return {
    HOME: home,
    LANG: "C.UTF-8",
    TMPDIR: temporary,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_ENDPOINT_URL: gatewayEndpoint,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_PAGER: "",
  };
}
