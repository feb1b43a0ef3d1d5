import type { Scope } from "../gateway/scope";
import type { RoleSession } from "../iam/role-session";
import type { FunctionConfiguration } from "./function-configuration";

/** All that a function sees of its environment: its own variables, Lambda's, and what Node needs of this machine. */
export function functionEnvironment(
  scope: Scope,
  configuration: FunctionConfiguration,
  session: RoleSession,
  where: { readonly folder: string; readonly logStream: string },
): Record<string, string> {
  const { FunctionName, Version, MemorySize, Handler, Runtime, Environment, logGroup } = configuration;
  return {
    PATH: process.env.PATH ?? "",
    TZ: ":UTC",
    LANG: "en_US.UTF-8",
    ...Environment?.Variables,
    _HANDLER: Handler ?? "",
    LAMBDA_TASK_ROOT: where.folder,
    AWS_EXECUTION_ENV: `AWS_Lambda_${Runtime}`,
    AWS_REGION: scope.region,
    AWS_DEFAULT_REGION: scope.region,
    AWS_LAMBDA_FUNCTION_NAME: FunctionName,
    AWS_LAMBDA_FUNCTION_VERSION: Version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(MemorySize),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: where.logStream,
    AWS_ACCESS_KEY_ID: session.accessKeyId,
    AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
    AWS_SESSION_TOKEN: session.sessionToken,
    AWS_ENDPOINT_URL: scope.gatewayEndpoint,
  };
}
