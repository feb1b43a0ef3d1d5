import { z } from "zod";
import { parseArn } from "../arn";
import { distributionSummaries } from "../cloudfront/distribution-summary";
import { viewerRequest } from "../cloudfront/edge/viewer";
import { visit } from "../cloudfront/edge/visit";
import { homeOf } from "../cloudfront/home-region";
import { recordNamed } from "../codebuild/builds";
import {
  decideDockerRuns,
  dockerContainer,
  dockerDecision,
  dockerRunsIn,
  ranContainer,
} from "../codebuild/docker/docker-runs";
import { deploymentWithId, newestOf } from "../codedeploy/deployments";
import { untilDeploymentRests } from "../codedeploy/running/deployment-rest";
import { detectChange } from "../codepipeline/change-detection";
import { untilRest, waitsInFrontOf } from "../codepipeline/execution-rest";
import { runOf } from "../codepipeline/executions";
import { gitChange } from "../codepipeline/git-change";
import { webhooksIn } from "../codepipeline/webhooks";
import { confirmConnections, createConnectionWithArn } from "../connections/connection";
import { containerDecision, decideContainer } from "../ecs/container-decisions";
import { tasksRun } from "../ecs/tasks-run";
import { deliveriesIn } from "../events/delivery";
import type { Scope } from "../gateway/scope";
import { ANY_INPUT, operation, type Service } from "../gateway/service";
import { grantsOf } from "../iam/grants";
import { permissionUses } from "../iam/permission-uses";
import { functionLog } from "../lambda/function-log";
import { invocationsOf } from "../lambda/invocations";

const NOT_AWS = "no operation of AWS: how tests and demonstrations look behind the scenes";

const event = z.object({
  source: z.string(),
  "detail-type": z.string(),
  detail: z.unknown(),
  resources: z.array(z.string()).optional(),
});

const network = z.object({
  vpcId: z.string(),
  subnetIds: z.array(z.string()),
  securityGroupIds: z.array(z.string()).default([]),
});
const time = z.object({ minutes: z.number().positive() });
const waitInput = z.object({
  pipelineName: z.string(),
  pipelineExecutionId: z.string(),
  seconds: z.number().positive().max(60),
});

const ofGroup = z.object({ applicationName: z.string(), deploymentGroupName: z.string() });
const ofDeployment = z.object({ deploymentId: z.string() });
const waitForDeployment = ofDeployment.extend({ seconds: z.number().positive().max(60) });

const aFunction = z.object({ functionName: z.string() });
const aRole = z.object({ roleArn: z.string() });
const aPrincipal = z.object({ principalArn: z.string() });
const changeOfRepository = z.object({ repository: z.string(), change: gitChange });

// Whole, with the six characters that Secrets Manager adds to the name.
const SECRET_ARN = /^arn:[^:]+:secretsmanager:[^:]+:\d{12}:secret:[^:]+-[A-Za-z0-9]{6}$/;

const CONNECTION_ARN = /^arn:[^:]+:(codeconnections|codestar-connections):[^:]+:\d{12}:connection\/.+$/;
const WEB_ACL_ARN = /^arn:[^:]+:wafv2:[^:]+:\d{12}:(global|regional)\/webacl\/[^/]+\/[^/]+$/;

/** What only a local AWS can do; `services` are those that may keep resources. */
export function localAws(services: readonly Service[]): Service {
  return {
    operations: {
      WaitForExecution: operation(NOT_AWS, waitInput, waitForExecution),
      WaitForDeployment: operation(NOT_AWS, waitForDeployment, async (input, scope) => ({
        rest: await untilDeploymentRests(scope, input.deploymentId, input.seconds),
      })),
      FindDeployment: operation(NOT_AWS, ofGroup, ({ applicationName, deploymentGroupName }, scope) => ({
        deploymentId: newestOf(scope, applicationName, deploymentGroupName)?.info.deploymentId,
      })),
      ListTrafficShifts: operation(NOT_AWS, ofDeployment, ({ deploymentId }, scope) => ({
        traffic: deploymentWithId(scope, deploymentId).traffic,
      })),
      PutEvent: operation(NOT_AWS, event, putEventOfAnySource),
      ChangeRepository: operation(NOT_AWS, changeOfRepository, async ({ repository, change }, scope) => ({
        detected: await detectChange(scope, repository, change),
      })),
      ConfirmConnections: operation(NOT_AWS, ANY_INPUT, (_input, scope) => ({
        confirmed: confirmConnections(scope),
      })),
      ListDeliveries: operation(NOT_AWS, ANY_INPUT, (_input, scope) => ({
        deliveries: deliveriesIn.of(scope),
      })),
      GetBuildLog: operation(NOT_AWS, z.object({ id: z.string() }), ({ id }, scope) => ({
        lines: recordNamed(scope, id).log.lines,
      })),
      ListDistributions: operation(NOT_AWS, ANY_INPUT, (_input, scope) => ({
        distributions: distributionSummaries(homeOf(scope)),
      })),
      Visit: operation(NOT_AWS, viewerRequest, (request, scope) => visit(homeOf(scope), request)),
      DecideTasks: operation(NOT_AWS, containerDecision, (decision, scope) => {
        decideContainer(scope, decision);
        return {};
      }),
      DecideDockerRuns: operation(NOT_AWS, dockerDecision, (decision, scope) => {
        decideDockerRuns(scope, decision);
        return {};
      }),
      RunContainer: operation(NOT_AWS, dockerContainer, (run, scope) => ({ ...ranContainer(scope, run) })),
      ListDockerRuns: operation(NOT_AWS, ANY_INPUT, (_input, scope) => ({ runs: dockerRunsIn.of(scope) })),
      ListTasksRun: operation(NOT_AWS, ANY_INPUT, (_input, scope) => ({ tasks: tasksRun(scope) })),
      ListInvocations: operation(NOT_AWS, aFunction, ({ functionName }, scope) => ({
        invocations: invocationsOf(scope, functionName),
      })),
      GetFunctionLog: operation(NOT_AWS, aFunction, ({ functionName }, scope) => ({
        messages: functionLog(scope, functionName).map(({ message }) => message),
      })),
      PassTime: operation(NOT_AWS, time, ({ minutes }, scope) => {
        scope.clock.pass(minutes * 60_000);
        return {};
      }),
      GetTime: operation(NOT_AWS, ANY_INPUT, (_input, scope) => ({ now: scope.clock.now() })),
      ListWebhookSecrets: operation(NOT_AWS, ANY_INPUT, (_input, scope) => ({
        secrets: Object.fromEntries(
          [...webhooksIn.of(scope)].map(([name, { definition }]) => [
            name,
            definition.authenticationConfiguration.SecretToken,
          ]),
        ),
      })),
      CreateKeyWithId: operation(NOT_AWS, z.object({ id: z.string() }), createKeyWithId),
      CreateCertificateWithArn: operation(NOT_AWS, z.object({ arn: z.string() }), createCertificateWithArn),
      CreateSecretWithArn: operation(
        NOT_AWS,
        z.object({ arn: z.string().regex(SECRET_ARN), value: z.string() }),
        createSecretWithArn,
      ),
      CreateConnectionWithArn: operation(
        NOT_AWS,
        z.object({ arn: z.string().regex(CONNECTION_ARN) }),
        ({ arn }, scope) => {
          createConnectionWithArn(scope, arn);
          return {};
        },
      ),
      CreateWebAclWithArn: operation(
        NOT_AWS,
        z.object({ arn: z.string().regex(WEB_ACL_ARN) }),
        createWebAclWithArn,
      ),
      CreateNetworkWithIds: operation(NOT_AWS, network, createNetworkWithIds),
      OpenSession: operation(NOT_AWS, aRole, ({ roleArn }, scope) => ({
        accessKeyId: scope.sessions.open(roleArn, "local").accessKeyId,
      })),
      ListPermissionUses: operation(NOT_AWS, aPrincipal.partial(), ({ principalArn }, scope) => ({
        uses: permissionUses(scope, principalArn),
      })),
      ListGrants: operation(NOT_AWS, aPrincipal, async ({ principalArn }, scope) => ({
        grants: await grantsOf(scope, principalArn),
      })),
      ListResources: operation(NOT_AWS, ANY_INPUT, async (_input, scope) => ({
        resources: [...(await resourcesOfMoto(scope)), ...resourcesOf(services, scope)].sort(),
      })),
    },
  };
}

async function waitForExecution(input: z.output<typeof waitInput>, scope: Scope): Promise<object> {
  const run = runOf(scope, input.pipelineName, input.pipelineExecutionId);
  return { rest: await untilRest(run, input.seconds), inFrontOf: waitsInFrontOf(run)?.name };
}

async function putEventOfAnySource(input: z.output<typeof event>, scope: Scope): Promise<object> {
  const { resources = [], ...given } = input;
  await scope.emit({ ...given, resources });
  return {};
}

async function createKeyWithId({ id }: { id: string }, scope: Scope): Promise<object> {
  const query = new URLSearchParams({ account: scope.accountId, region: scope.region, id });
  const response = await fetch(`${scope.moto.endpoint}/local-aws/key?${query}`);
  return { arn: z.string().parse(await response.json()) };
}

async function createCertificateWithArn({ arn }: { arn: string }, scope: Scope): Promise<object> {
  const region = parseArn(arn)?.region ?? scope.region;
  const query = new URLSearchParams({ account: scope.accountId, region, arn });
  const response = await fetch(`${scope.moto.endpoint}/local-aws/certificate?${query}`);
  if (!response.ok) throw new Error(`The certificate ${arn} was not made: ${await response.text()}`);
  return {};
}

async function createSecretWithArn(secret: { arn: string; value: string }, scope: Scope): Promise<object> {
  const query = new URLSearchParams({ account: scope.accountId, region: scope.region, ...secret });
  const response = await fetch(`${scope.moto.endpoint}/local-aws/secret?${query}`);
  if (!response.ok) throw new Error(`The secret ${secret.arn} was not made: ${await response.text()}`);
  return {};
}

async function createWebAclWithArn({ arn }: { arn: string }, scope: Scope): Promise<object> {
  const query = new URLSearchParams({ account: scope.accountId, arn });
  const response = await fetch(`${scope.moto.endpoint}/local-aws/web-acl?${query}`);
  if (!response.ok) throw new Error(`The web ACL ${arn} was not made: ${await response.text()}`);
  return {};
}

async function createNetworkWithIds(input: z.output<typeof network>, scope: Scope): Promise<object> {
  const query = new URLSearchParams({
    account: scope.accountId,
    region: scope.region,
    vpc: input.vpcId,
    subnets: input.subnetIds.join(" "),
    groups: input.securityGroupIds.join(" "),
  });
  const response = await fetch(`${scope.moto.endpoint}/local-aws/network?${query}`);
  if (!response.ok) throw new Error(`The network ${input.vpcId} was not made: ${await response.text()}`);
  return {};
}

async function resourcesOfMoto(scope: Scope): Promise<string[]> {
  const response = await fetch(`${scope.moto.endpoint}/local-aws/resources?account=${scope.accountId}`);
  return z.array(z.string()).parse(await response.json());
}

function resourcesOf(services: readonly Service[], scope: Scope): string[] {
  return scope
    .regions()
    .flatMap((region) => services.flatMap((service) => [...(service.resources?.(region) ?? [])]));
}
