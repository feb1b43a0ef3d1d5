import { setTimeout } from "node:timers/promises";
import { CodePipelineClient } from "@aws-sdk/client-codepipeline";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SSMClient } from "@aws-sdk/client-ssm";
import { createHandler } from "./create-handler";
import { readEnvironment } from "./environment";
import { executionReader } from "./execution";
import { Log } from "./log";
import { secretReader } from "./secret-reader";

// Lambda loads this file once for many invocations: clients and what they cache live as long.
const environment = readEnvironment(process.env);
const options = {
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
};
const clients = { ssm: new SSMClient(options), secretsManager: new SecretsManagerClient(options) };

export const handler = createHandler({
  environment,
  readExecution: executionReader(new CodePipelineClient(options)),
  readSecret: secretReader(environment.secretPlace, clients),
  fetch,
  sleep: (milliseconds) => setTimeout(milliseconds),
  now: Date.now,
  // Not by the console, whose lines Lambda puts something else before.
  log: new Log((line) => process.stdout.write(`${line}\n`)),
});
