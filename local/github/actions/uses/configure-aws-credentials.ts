import { z } from "zod";
import { AwsClient } from "../../../aws/client/aws-client";
import { AwsError } from "../../../aws/client/aws-error";
import { elementText } from "../../../aws/client/xml";
import { NotPlayed } from "../workflow/refusals";
import { type Action, ActionFailure, type ActionStep } from "./action";
import { booleanInput } from "./boolean-input";

const FLAG = ["true", "false"];
const DEFAULT_SECONDS = 3600;
const SESSION_NAME = "GitHubActions";
const CREDENTIAL_VARIABLES = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];
const REGION_VARIABLES = ["AWS_DEFAULT_REGION", "AWS_REGION"];

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
  readonly expiration?: string | undefined;
}

/** Puts credentials into the job's environment: those of a role that trusts GitHub, or of an access key. */
export const configureAwsCredentials: Action = {
  name: "aws-actions/configure-aws-credentials",
  version: "v6.2.3",
  commit: "e6de054238d6b7531b4efff3b6587d9aade6a06c",
  inputs: {
    "aws-region": { required: true },
    "aws-profile": { plays: [] },
    "overwrite-aws-profile": { plays: ["false"] },
    "role-to-assume": {},
    "aws-access-key-id": {},
    "aws-secret-access-key": {},
    "aws-session-token": {},
    "web-identity-token-file": { plays: [] },
    "role-chaining": { plays: ["false"] },
    audience: { default: "sts.amazonaws.com" },
    "http-proxy": { plays: [] },
    "no-proxy": { plays: [] },
    "mask-aws-account-id": { plays: FLAG },
    "role-duration-seconds": {},
    "role-external-id": { plays: [] },
    "role-session-name": {},
    // Nothing is tagged where a role is assumed by OIDC.
    "role-skip-session-tagging": { plays: FLAG },
    "transitive-tag-keys": { plays: [] },
    "inline-session-policy": { plays: [] },
    "managed-session-policies": { plays: [] },
    "output-credentials": { plays: FLAG },
    "output-env-credentials": { plays: FLAG },
    "unset-current-credentials": { plays: FLAG },
    // A refusal of the local AWS stays one, so it is asked once.
    "disable-retry": { plays: FLAG },
    "retry-max-attempts": { plays: [] },
    "special-characters-workaround": { plays: ["false"] },
    "use-existing-credentials": { plays: [] },
    "allowed-account-ids": {},
    "force-skip-oidc": { plays: ["false"] },
    "action-timeout-s": { plays: [] },
    "custom-tags": { plays: [] },
    "sts-endpoint": { plays: [] },
  },
  inputsInEnvironment: {
    "aws-region": "AWS_REGION",
    "role-to-assume": "ROLE_TO_ASSUME",
    audience: "AUDIENCE",
    "mask-aws-account-id": "MASK_AWS_ACCOUNT_ID",
    "role-duration-seconds": "ROLE_DURATION_SECONDS",
    "role-session-name": "ROLE_SESSION_NAME",
    "output-credentials": "OUTPUT_CREDENTIALS",
  },
  run,
  post,
};

async function run(step: ActionStep): Promise<void> {
  const { inputs } = step;
  const region = inputs["aws-region"] ?? "";
  const roleToAssume = inputs["role-to-assume"] ?? "";
  const accessKeyId = inputs["aws-access-key-id"] ?? "";
  checkNames(region, sessionNameOf(step));
  if (booleanInput(inputs, "unset-current-credentials")) unset(step);
  if (exportsEnvironment(step)) for (const name of REGION_VARIABLES) step.exportVariable(name, region);
  if (roleToAssume !== "" && accessKeyId !== "") {
    throw new NotPlayed("a role that is assumed with access keys", "uses/configure-aws-credentials.ts");
  }
  if (roleToAssume !== "") return byIdentity(step, region, roleToAssume);
  if (accessKeyId === "") {
    // The step's own environment may bring some; the SDK finds none in it on GitHub's runners.
    const { AWS_ACCESS_KEY_ID: present, AWS_SECRET_ACCESS_KEY: secret } = step.environment;
    if (!present || !secret) throw notLoaded("Could not load credentials from any providers");
    await validate(step, region, present);
    return step.log("Proceeding with IAM user credentials");
  }
  const secretAccessKey = inputs["aws-secret-access-key"] ?? "";
  if (secretAccessKey === "") {
    throw new ActionFailure("'aws-secret-access-key' must be provided if 'aws-access-key-id' is provided");
  }
  const sessionToken = inputs["aws-session-token"] || undefined;
  publish(step, { accessKeyId, secretAccessKey, sessionToken });
  await validate(step, region, accessKeyId);
  step.log("Proceeding with IAM user credentials");
}

function checkNames(region: string, sessionName: string): void {
  if (!/^[a-z0-9-]+$/.test(region)) throw new ActionFailure(`Region is not valid: ${region}`);
  if (sessionName.length < 2 || sessionName.length > 64) {
    throw new ActionFailure(
      `Role session name must be between 2 and 64 characters, got ${sessionName.length}: '${sessionName}'`,
    );
  }
  if (/^[\w+=,.@-]*$/.test(sessionName)) return;
  throw new ActionFailure(
    `Role session name is not valid: '${sessionName}'. Must satisfy regular expression pattern: [\\w+=,.@-]*`,
  );
}

async function byIdentity(step: ActionStep, region: string, role: string): Promise<void> {
  const { inputs, job } = step;
  if (job.identityToken === undefined) {
    step.log("The job may not ask for an OIDC token: its permissions lack `id-token: write`.");
    throw notLoaded("Could not load credentials from any providers");
  }
  if (!role.startsWith("arn:aws")) {
    throw new ActionFailure("Source Account ID is needed if the Role Name is provided and not the Role Arn.");
  }
  const token = await job.identityToken(inputs.audience ?? "");
  step.log("Assuming role with OIDC");
  const credentials = await assumed(step, {
    RoleArn: role,
    RoleSessionName: sessionNameOf(step),
    DurationSeconds: String(Number.parseInt(inputs["role-duration-seconds"] ?? "", 10) || DEFAULT_SECONDS),
    WebIdentityToken: token,
  });
  publish(step, credentials);
  await validate(step, region, credentials.accessKeyId);
}

/** Nobody signs this request: the token says who asks. */
async function assumed(step: ActionStep, input: Readonly<Record<string, string>>): Promise<Credentials> {
  const form = { Action: "AssumeRoleWithWebIdentity", Version: "2011-06-15", ...input };
  const response = await fetch(step.job.awsEndpoint, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
    body: new URLSearchParams(form).toString(),
  });
  const xml = await response.text();
  if (!response.ok) {
    throw new ActionFailure(`Could not assume role with OIDC: ${elementText(xml, "Message") ?? xml}`);
  }
  step.log(`Authenticated as assumedRoleId ${elementText(xml, "AssumedRoleId")}`);
  const text = (name: string) => z.string().parse(elementText(xml, name));
  return {
    accessKeyId: text("AccessKeyId"),
    secretAccessKey: text("SecretAccessKey"),
    sessionToken: text("SessionToken"),
    expiration: text("Expiration"),
  };
}

function publish(step: ActionStep, credentials: Credentials): void {
  const { accessKeyId, secretAccessKey, sessionToken = "", expiration } = credentials;
  for (const value of [accessKeyId, secretAccessKey, sessionToken]) if (value !== "") step.mask(value);
  if (exportsEnvironment(step)) {
    step.exportVariable("AWS_ACCESS_KEY_ID", accessKeyId);
    step.exportVariable("AWS_SECRET_ACCESS_KEY", secretAccessKey);
    if (sessionToken !== "" || step.environment.AWS_SESSION_TOKEN) {
      step.exportVariable("AWS_SESSION_TOKEN", sessionToken);
    }
  }
  if (!booleanInput(step.inputs, "output-credentials")) return;
  step.setOutput("aws-access-key-id", accessKeyId);
  step.setOutput("aws-secret-access-key", secretAccessKey);
  if (sessionToken !== "") step.setOutput("aws-session-token", sessionToken);
  if (expiration !== undefined) step.setOutput("aws-expiration", expiration);
}

async function validate(step: ActionStep, region: string, accessKeyId: string): Promise<void> {
  const xml = await identity(step, region, accessKeyId);
  const account = elementText(xml, "Account") ?? "unknown";
  const arn = elementText(xml, "Arn") ?? "";
  const allowed = (step.inputs["allowed-account-ids"] ?? "").split(",").map((id) => id.trim());
  if (allowed[0] !== "" && !allowed.includes(account)) {
    throw new ActionFailure(
      `The account ID of the provided credentials (${account}) does not match any of the expected account IDs: ${allowed.join(", ")}`,
    );
  }
  if (booleanInput(step.inputs, "mask-aws-account-id")) {
    step.mask(account);
    step.mask(arn);
  }
  step.setOutput("aws-account-id", account);
  step.setOutput("authenticated-arn", arn);
}

async function identity({ job }: ActionStep, region: string, accessKeyId: string): Promise<string> {
  try {
    return await new AwsClient(job.awsEndpoint, accessKeyId, region).query("sts", "GetCallerIdentity", {});
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw notLoaded(error.message);
  }
}

function unset(step: ActionStep): void {
  if (!exportsEnvironment(step)) return;
  for (const name of [...CREDENTIAL_VARIABLES, ...REGION_VARIABLES]) step.exportVariable(name, "");
}

async function post(step: ActionStep): Promise<void> {
  if (step.environment.AWS_SKIP_CLEANUP_STEP === "true") return;
  unset(step);
}

function sessionNameOf({ inputs }: ActionStep): string {
  return inputs["role-session-name"] || SESSION_NAME;
}

function exportsEnvironment({ inputs }: ActionStep): boolean {
  return booleanInput(inputs, "output-env-credentials", true);
}

function notLoaded(reason: string): ActionFailure {
  return new ActionFailure(`Credentials could not be loaded, please check your action inputs: ${reason}`);
}
