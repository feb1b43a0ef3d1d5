import type { AwsRequest } from "../gateway/aws-request";

const FUNCTION = "functions/{name}";
const POLICY = `${FUNCTION}/policy`;
const CONFIG = `${FUNCTION}/event-invoke-config`;
const MAPPING = "event-source-mappings";

/** Lambda's operations by method and path; the API version in front of a path differs by operation and says nothing. */
const ROUTES: Readonly<Record<string, string>> = {
  CreateFunction: "POST functions",
  ListFunctions: "GET functions",
  GetFunction: `GET ${FUNCTION}`,
  DeleteFunction: `DELETE ${FUNCTION}`,
  GetFunctionConfiguration: `GET ${FUNCTION}/configuration`,
  UpdateFunctionConfiguration: `PUT ${FUNCTION}/configuration`,
  UpdateFunctionCode: `PUT ${FUNCTION}/code`,
  Invoke: `POST ${FUNCTION}/invocations`,
  GetPolicy: `GET ${POLICY}`,
  AddPermission: `POST ${POLICY}`,
  RemovePermission: `DELETE ${POLICY}/{id}`,
  ListVersionsByFunction: `GET ${FUNCTION}/versions`,
  PublishVersion: `POST ${FUNCTION}/versions`,
  ListAliases: `GET ${FUNCTION}/aliases`,
  CreateAlias: `POST ${FUNCTION}/aliases`,
  GetAlias: `GET ${FUNCTION}/aliases/{id}`,
  UpdateAlias: `PUT ${FUNCTION}/aliases/{id}`,
  DeleteAlias: `DELETE ${FUNCTION}/aliases/{id}`,
  GetFunctionConcurrency: `GET ${FUNCTION}/concurrency`,
  PutFunctionConcurrency: `PUT ${FUNCTION}/concurrency`,
  DeleteFunctionConcurrency: `DELETE ${FUNCTION}/concurrency`,
  GetFunctionEventInvokeConfig: `GET ${CONFIG}`,
  PutFunctionEventInvokeConfig: `PUT ${CONFIG}`,
  UpdateFunctionEventInvokeConfig: `POST ${CONFIG}`,
  DeleteFunctionEventInvokeConfig: `DELETE ${CONFIG}`,
  ListFunctionEventInvokeConfigs: `GET ${CONFIG}/list`,
  GetFunctionCodeSigningConfig: `GET ${FUNCTION}/code-signing-config`,
  CreateEventSourceMapping: `POST ${MAPPING}`,
  ListEventSourceMappings: `GET ${MAPPING}`,
  GetEventSourceMapping: `GET ${MAPPING}/{id}`,
  UpdateEventSourceMapping: `PUT ${MAPPING}/{id}`,
  DeleteEventSourceMapping: `DELETE ${MAPPING}/{id}`,
  ListTags: "GET tags/{arn}",
  TagResource: "POST tags/{arn}",
  UntagResource: "DELETE tags/{arn}",
};

const PATTERNS = Object.entries(ROUTES).map(([operation, line]) => {
  const [method, path = ""] = line.split(" ");
  const pattern = path.replace(/\{\w+\}/g, "[^/]+");
  return { operation, pattern: new RegExp(`^${method} /\\d{4}-\\d\\d-\\d\\d/${pattern}/?$`) };
});

/** AWS's name of a request to Lambda. */
export function lambdaOperationOf({ method, url }: AwsRequest): string | undefined {
  return PATTERNS.find(({ pattern }) => pattern.test(`${method} ${url.pathname}`))?.operation;
}
