import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { StatusToken } from "../../../modules/commit-status/status-token";
import { overviewOf } from "../../../report/overview";
import { describeStack } from "../../../report/summary";
import type { CommitStatusSystemSettings } from "../../../settings/schema/commit-status";
import type { ProjectSettings } from "../../../settings/schema/project";
import { createStack } from "../../../systems";
import { unwrittenApp } from "../../support/bare-stack";
import { findingsOf } from "../../support/findings";
import { commitStatus, project } from "../../support/minimal-entries";
import { arn, ref } from "../../support/ref";
import { synthesize } from "../../support/synthesize";
import { type Block, Template } from "../../support/template";

type Changes = Partial<CommitStatusSystemSettings>;

const stackOf = (changes: Changes = {}, ofProject: Partial<ProjectSettings> = {}) =>
  createStack(unwrittenApp(), { ...project, ...ofProject }, commitStatus(changes));
const templateOf = (changes: Changes = {}) => new Template(stackOf(changes));
const environmentOf = (changes: Changes) =>
  (templateOf(changes).at("aws_lambda_function.main").environment as { readonly variables: Block }).variables;

const keyArn = "arn:aws:kms:eu-central-1:123456789012:key/tokens";

describe("the stack commit-status", () => {
  it("makes rules, one function with its log and role, and a queue of what it failed at", () => {
    const stack = stackOf();
    expect(findingsOf(stack)).toEqual([]);
    expect(new Template(stack).addresses).toEqual([
      "aws_cloudwatch_event_rule.main_executions",
      "aws_cloudwatch_event_rule.main_sources",
      "aws_cloudwatch_event_target.main_executions",
      "aws_cloudwatch_event_target.main_sources",
      "aws_cloudwatch_log_group.main",
      "aws_iam_role.main",
      "aws_iam_role_policy.main",
      "aws_lambda_function.main",
      "aws_lambda_function_event_invoke_config.main",
      "aws_lambda_permission.main_executions",
      "aws_lambda_permission.main_sources",
      "aws_sqs_queue.main",
      "data.aws_caller_identity.current",
      "data.aws_iam_policy_document.main",
      "data.aws_iam_policy_document.main_trust",
      "data.aws_partition.current",
      "data.aws_region.current",
    ]);
  });

  it("needs no provider but AWS's", () => {
    expect(Object.keys(templateOf().section("provider"))).toEqual(["aws"]);
  });

  it("names everything after the entry, or after what it says", () => {
    const byName = templateOf({ name: "shop" });
    expect(byName.at("aws_lambda_function.main").function_name).toBe("shop");
    expect(byName.at("aws_iam_role.main").name).toBe("shop");
    expect(byName.at("aws_cloudwatch_log_group.main").name).toBe("/aws/lambda/shop");
    expect(byName.at("aws_sqs_queue.main").name).toBe("shop-failures");
    expect(byName.at("aws_cloudwatch_event_rule.main_executions").name).toBe("shop-executions");
    const own = templateOf({ functionName: "teller", ruleNamePrefix: "tells", logicalId: "shop" });
    expect(own.at("aws_lambda_function.shop").function_name).toBe("teller");
    expect(own.at("aws_cloudwatch_event_rule.shop_sources").name).toBe("tells-sources");
  });

  it("invokes the function by each rule, and by no other event", () => {
    const template = templateOf({ levels: ["pipeline", "stage"] });
    const permissions = template.find("aws_lambda_permission");
    expect(permissions.map(({ source_arn }) => source_arn)).toEqual([
      ref("aws_cloudwatch_event_rule.main_executions.arn"),
      ref("aws_cloudwatch_event_rule.main_sources.arn"),
      ref("aws_cloudwatch_event_rule.main_stages.arn"),
    ]);
    for (const permission of permissions) {
      expect(permission).toMatchObject({
        action: "lambda:InvokeFunction",
        principal: "events.amazonaws.com",
        function_name: ref("aws_lambda_function.main.function_name"),
      });
    }
    expect(template.find("aws_cloudwatch_event_target")).toHaveLength(3);
  });

  it("keeps events that the function fails at twice more, for as long as SQS does", () => {
    const template = templateOf();
    expect(template.at("aws_lambda_function_event_invoke_config.main")).toEqual({
      function_name: ref("aws_lambda_function.main.function_name"),
      maximum_retry_attempts: 2,
      destination_config: { on_failure: { destination: ref("aws_sqs_queue.main.arn") } },
    });
    expect(template.at("aws_sqs_queue.main")).toEqual({
      name: "statuses-failures",
      message_retention_seconds: 1_209_600,
      sqs_managed_sse_enabled: true,
    });
  });

  it("runs the function once its log and its permissions are there", () => {
    expect(templateOf().at("aws_lambda_function.main")).toMatchObject({
      depends_on: ["aws_iam_role_policy.main", "aws_cloudwatch_log_group.main"],
      runtime: "nodejs22.x",
      handler: "index.handler",
      memory_size: 256,
      timeout: 120,
    });
  });

  it("takes runtime, memory, log retention and reserved concurrency, which is none by default", () => {
    expect(templateOf().at("aws_lambda_function.main")).not.toHaveProperty("reserved_concurrent_executions");
    expect(templateOf().at("aws_cloudwatch_log_group.main")).toEqual({
      name: "/aws/lambda/statuses",
      retention_in_days: 30,
    });
    const template = templateOf({
      runtime: "nodejs24.x",
      memorySize: 512,
      reservedConcurrentExecutions: 3,
      logRetentionDays: 90,
      kmsKeyArn: keyArn,
    });
    expect(template.at("aws_lambda_function.main")).toMatchObject({
      runtime: "nodejs24.x",
      memory_size: 512,
      reserved_concurrent_executions: 3,
    });
    expect(template.at("aws_cloudwatch_log_group.main")).toMatchObject({
      retention_in_days: 90,
      kms_key_id: keyArn,
    });
  });

  it("tells in the summary whom it serves", () => {
    const text = describeStack(overviewOf(stackOf({ pipelines: ["app", "web-*"] })));
    expect(text).toContain("\n  tells       GitHub of every commit in app, web-*\n");
  });

  it("hands out function and queue", () => {
    expect(templateOf().section("output")).toMatchObject({
      function_name: { value: ref("aws_lambda_function.main.function_name") },
      failures_queue_url: { value: ref("aws_sqs_queue.main.url") },
    });
  });
});

describe("what the function of commit statuses is told", () => {
  it("is where GitHub is, the context, the level and the state of what was overtaken", () => {
    expect(environmentOf({})).toEqual({
      GITHUB_API_URL: "https://api.github.com",
      STATUS_CONTEXT: "codepipeline/<pipeline>",
      LEVELS: "pipeline",
      SUPERSEDED_STATE: "pending",
      TOKEN_PARAMETER: "/github/token",
    });
  });

  it("is what settings say", () => {
    const changes: Changes = {
      levels: ["stage", "pipeline"],
      context: "release/<pipeline>",
      supersededState: "success",
      sourceArtifacts: { app: "Code" },
    };
    expect(templateOf(changes).at("aws_lambda_function.main").environment).toEqual({
      variables: {
        GITHUB_API_URL: "https://api.github.com",
        STATUS_CONTEXT: "release/<pipeline>",
        LEVELS: "stage,pipeline",
        SUPERSEDED_STATE: "success",
        TOKEN_PARAMETER: "/github/token",
        // A JSON text, which the template has parsed.
        SOURCE_ARTIFACTS: { app: "Code" },
      },
    });
  });

  it.each([
    ["https://github.com", "https://api.github.com"],
    ["https://github.example.com", "https://github.example.com/api/v3"],
    ["https://github.example.com:8443", "https://github.example.com:8443/api/v3"],
    ["https://shop.ghe.com", "https://api.shop.ghe.com"],
  ])("is, of %s, the API at %s", (githubUrl, api) => {
    expect(environmentOf({ githubUrl }).GITHUB_API_URL).toBe(api);
  });

  const secretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:github/token-AbCdEf";
  it.each<[StatusToken, Block]>([
    [{ ssmParameter: "/github/token", kmsKeyArn: keyArn }, { TOKEN_PARAMETER: "/github/token" }],
    [{ secretsManagerSecret: "github/token" }, { TOKEN_SECRET: "github/token" }],
    [
      { secretsManagerSecret: secretArn, jsonKey: "token" },
      { TOKEN_SECRET: secretArn, TOKEN_SECRET_KEY: "token" },
    ],
    [
      { githubAppId: "1234", privateKey: { ssmParameter: "/github/key" } },
      { TOKEN_PARAMETER: "/github/key", GITHUB_APP_ID: "1234" },
    ],
    [
      {
        githubAppId: "Iv23abc",
        installationId: "77",
        privateKey: { secretsManagerSecret: "github/app", jsonKey: "key" },
      },
      {
        TOKEN_SECRET: "github/app",
        TOKEN_SECRET_KEY: "key",
        GITHUB_APP_ID: "Iv23abc",
        GITHUB_APP_INSTALLATION_ID: "77",
      },
    ],
  ])("is where %j is read, and nothing secret", (token, expected) => {
    const { GITHUB_API_URL, STATUS_CONTEXT, LEVELS, SUPERSEDED_STATE, ...rest } = environmentOf({ token });
    expect(rest).toEqual(expected);
  });
});

describe("the role of commit statuses", () => {
  const log = {
    effect: "Allow",
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [arn("logs", "log-group:/aws/lambda/statuses:*")],
  };
  const queue = {
    effect: "Allow",
    actions: ["sqs:SendMessage"],
    resources: [arn("sqs", "statuses-failures")],
  };
  const executions = (...pipelines: readonly string[]) => ({
    effect: "Allow",
    actions: ["codepipeline:GetPipelineExecution"],
    resources: pipelines.map((pipeline) => arn("codepipeline", pipeline)),
  });
  const parameter = {
    effect: "Allow",
    actions: ["ssm:GetParameter"],
    resources: [arn("ssm", "parameter/github/token")],
  };
  const secret = (name: string) => ({
    effect: "Allow",
    actions: ["secretsmanager:GetSecretValue"],
    resources: [arn("secretsmanager", `secret:${name}-??????`)],
  });
  const decrypt = { effect: "Allow", actions: ["kms:Decrypt"], resources: [keyArn] };
  const statementsOf = (changes: Changes) => templateOf(changes).statements("main");

  it("reads executions of the pipelines and its token, writes its log and its queue, and may do nothing else", () => {
    expect(statementsOf({})).toEqual([executions("app"), log, queue, parameter]);
  });

  it("reads the executions of every pipeline that a name stands for", () => {
    expect(statementsOf({ pipelines: ["app", "web-*"] })).toContainEqual(executions("app", "web-*"));
  });

  it("reads the executions of a pipeline that is named by its ARN", () => {
    const pipelines = ["arn:aws:codepipeline:eu-central-1:123456789012:app"];
    expect(statementsOf({ pipelines })).toContainEqual(executions("app"));
  });

  it.each<[StatusToken, readonly Block[]]>([
    [{ ssmParameter: "/github/token", kmsKeyArn: keyArn }, [decrypt, parameter]],
    [{ secretsManagerSecret: "github/token" }, [secret("github/token")]],
    [
      { githubAppId: "1", privateKey: { secretsManagerSecret: "github/app", kmsKeyArn: keyArn } },
      [decrypt, secret("github/app")],
    ],
  ])("reads the token %j, with its key alone", (token, expected) => {
    const others = [executions("app"), log, queue];
    const rest = statementsOf({ token }).filter(
      (statement) =>
        !others.some((other) => JSON.stringify(other.actions) === JSON.stringify(statement.actions)),
    );
    expect(rest).toEqual(expect.arrayContaining([...expected]));
    expect(rest).toHaveLength(expected.length);
  });

  it("is assumed by Lambda alone", () => {
    expect(templateOf().statements("main_trust")).toEqual([
      {
        effect: "Allow",
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: ["lambda.amazonaws.com"] }],
      },
    ]);
  });

  it("takes what settings say of a role", () => {
    const role = { roleName: "teller", permissionsBoundary: "arn:aws:iam::123456789012:policy/boundary" };
    expect(templateOf({ role }).at("aws_iam_role.main")).toMatchObject({
      name: "teller",
      permissions_boundary: role.permissionsBoundary,
    });
  });
});

describe("the code of the function of commit statuses", () => {
  interface Written {
    readonly filename: string;
    readonly source_code_hash: string;
  }

  const written = (changes: Changes = {}) => {
    const folder = synthesize(commitStatus(changes), project);
    const { resource } = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as {
      readonly resource: { readonly aws_lambda_function: { readonly main: Written } };
    };
    const { filename, source_code_hash } = resource.aws_lambda_function.main;
    return { hash: source_code_hash, zip: readFileSync(join(folder, filename)) };
  };

  it("is one module in a zip, whose SHA-256 Terraform compares", () => {
    const { hash, zip } = written();
    expect(Object.keys(unzipSync(zip))).toEqual(["index.js"]);
    expect(hash).toBe(createHash("sha256").update(zip).digest("base64"));
  });

  it("has the same bytes in every synth, whatever the settings", () => {
    const one = written();
    const others = [
      written(),
      written({
        name: "shop",
        levels: ["action"],
        context: "x/<pipeline>",
        token: { ssmParameter: "/other" },
      }),
    ];
    for (const other of others) expect(other.zip.equals(one.zip)).toBe(true);
  });
});

describe("what a stack of commit statuses refuses", () => {
  const says = (changes: Changes, ofProject?: Partial<ProjectSettings>) =>
    findingsOf(stackOf(changes, ofProject)).map((finding) => finding.says);

  it.each<[Changes, string]>([
    [{ pipelines: [] }, "pipelines is empty"],
    [{ pipelines: ["app", "app"] }, "pipelines name a pipeline more than once"],
    [{ pipelines: ["a b"] }, "pipelines[0] is not a valid name of pipelines"],
    [{ pipelines: ["arn:aws:codepipeline:eu-central-1:123456789012:"] }, "pipelines[0] is not "],
    [{ pipelines: ["arn:aws:sns:eu-central-1:123456789012:app"] }, "pipelines[0] is not "],
    [{ levels: [] }, "levels is empty"],
    [{ levels: ["stage", "stage"] }, "levels name a level more than once"],
    [{ context: " x" }, "context is not a valid context of a commit status"],
    [{ context: "x".repeat(101) }, "context is not a valid context of a commit status"],
    [{ githubUrl: "github.example.com" }, "githubUrl is no address of a GitHub"],
    [{ githubUrl: "https://github.example.com/api/v3" }, "githubUrl is no address of a GitHub"],
    [{ token: { ssmParameter: "a b" } }, "token.ssmParameter is not a valid "],
    [{ token: { ssmParameter: "/a", kmsKeyArn: "alias/a" } }, "token.kmsKeyArn is not "],
    [{ token: { secretsManagerSecret: "a b" } }, "token.secretsManagerSecret is not a valid "],
    [
      { token: { githubAppId: "app", privateKey: { ssmParameter: "/a" } } },
      "token.githubAppId is not a valid ID of a GitHub App",
    ],
    [
      { token: { githubAppId: "1", installationId: "x", privateKey: { ssmParameter: "/a" } } },
      "token.installationId is not a valid ID of a GitHub App's installation",
    ],
    [
      { token: { githubAppId: "1", privateKey: { ssmParameter: "a b" } } },
      "token.privateKey.ssmParameter is not a valid ",
    ],
    [{ memorySize: 64 }, "memorySize is out of range"],
    [{ reservedConcurrentExecutions: 0 }, "reservedConcurrentExecutions is out of range"],
    [{ logRetentionDays: 2 }, "logRetentionDays is "],
    [{ kmsKeyArn: "alias/logs" }, "kmsKeyArn is not "],
    [{ sourceArtifacts: { "a b": "Source" } }, "sourceArtifacts is not a valid pipeline name"],
    [{ sourceArtifacts: { app: "a b" } }, "sourceArtifacts.app is not a valid artifact name"],
  ])("is %j", (changes, expected) => {
    const found = says(changes);
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((text) => !text.startsWith(expected.slice(0, expected.indexOf(" ") + 1)))).toEqual(
      [],
    );
    expect(found[0]).toContain(expected);
  });

  it("is everything at once", () => {
    const all = says({ levels: [], context: "", memorySize: 1, token: { ssmParameter: "" } });
    expect(all.map((text) => text.split(" ")[0]).toSorted()).toEqual([
      "context",
      "levels",
      "memorySize",
      "token.ssmParameter",
    ]);
  });

  it.each([
    ["another Region", "arn:aws:codepipeline:us-east-1:123456789012:app"],
    ["another account", "arn:aws:codepipeline:eu-central-1:210987654321:app"],
  ])("is a pipeline of %s, whose events do not get here", (_, pipeline) => {
    expect(says({ pipelines: [pipeline] }, { allowedAccountIds: ["123456789012"] })).toEqual([
      "pipelines[0] is a pipeline in another account or Region, whose events do not get here",
    ]);
  });

  it("is no ARN of an account that nobody names", () => {
    expect(says({ pipelines: ["arn:aws:codepipeline:eu-central-1:210987654321:app"] })).toEqual([]);
  });

  it.each<[Changes]>([[{ pipelines: ["app", "web"] }], [{ pipelines: ["*"] }]])(
    "is one context for %j, and none with the pipeline's name in it",
    (changes) => {
      expect(says({ ...changes, context: "release" })).toEqual([
        "context is one context for several pipelines: each would overwrite the others' statuses",
      ]);
      expect(says({ ...changes, context: "release/<pipeline>" })).toEqual([]);
      expect(says({ pipelines: ["app"], context: "release" })).toEqual([]);
    },
  );

  it("is a pattern of more characters than EventBridge takes, by each rule that has it", () => {
    const pipelines = Array.from({ length: 60 }, (_, index) => `${"p".repeat(60)}-${index}`);
    const found = findingsOf(stackOf({ pipelines }));
    expect(found.filter(({ says: text }) => text.startsWith("eventPattern")).map(({ at }) => at)).toEqual([
      "statuses/commit_status/executions",
      "statuses/commit_status/sources",
    ]);
  });
});
