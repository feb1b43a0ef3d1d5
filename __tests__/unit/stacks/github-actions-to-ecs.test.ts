import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { overviewOf } from "../../../report/overview";
import { describeStack } from "../../../report/summary";
import type { ActionsIdentitySettings } from "../../../settings/schema/actions-identity";
import type { GithubActionsToEcsSettings } from "../../../settings/schema/github-actions-to-ecs";
import type { MadeServiceSettings } from "../../../settings/schema/made-service";
import type { ProjectSettings } from "../../../settings/schema/project";
import { GithubActionsToEcs } from "../../../stacks/github-actions-to-ecs";
import { unwrittenApp } from "../../support/bare-stack";
import { findingsOf, warningsOf } from "../../support/findings";
import { githubActionsToEcs, githubRepository, project, service } from "../../support/minimal-entries";
import { problems, reportedAlone } from "../../support/problems";
import { arn, bucketArn, ref } from "../../support/ref";
import { synthesize, synthesizeHcl } from "../../support/synthesize";
import { released, releasedFile, releasedWith } from "../../support/task-definitions/released";
import { type Block, Template } from "../../support/template";
import { workflowCalls } from "../../support/workflow-calls";
import { writtenFile } from "../../support/written-file";

type Changes = Partial<GithubActionsToEcsSettings>;

const stackOf = (changes: Changes = {}, ofProject: Partial<ProjectSettings> = {}) =>
  new GithubActionsToEcs(unwrittenApp(), {
    project: { ...project, ...ofProject },
    settings: githubActionsToEcs(changes),
  });
const templateOf = (...args: Parameters<typeof stackOf>) => new Template(stackOf(...args));
const withFile = (text: string): Changes => ({
  taskDefinition: { bucket: "app-base", taskDefinitionFile: writtenFile(text) },
});
const accessKey: Changes = { identity: { type: "access-key" } };
const keyArn = "arn:aws:kms:eu-central-1:123456789012:key/base";
const partition = ref("data.aws_partition.current.partition");
const account = ref("data.aws_caller_identity.current.account_id");

/** A service that is made with the entry, of the tests' task definition without roles. */
const madeService = {
  clusterName: "cluster",
  serviceName: "service",
  containerName: "app",
  create: {
    vpcId: "vpc-0123456789abcdef0",
    subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
    taskDefinitionFile: "__tests__/support/task-definitions/example-actions.json",
  },
};
const made: Changes = { service: madeService, taskDefinition: { bucket: "app-base" } };

describe("the stack github-actions-to-ecs", () => {
  it("makes a registry, a bucket with the base, a role, GitHub as identity provider, and variables", () => {
    const stack = stackOf();
    expect(findingsOf(stack)).toEqual([]);
    expect(new Template(stack).addresses.filter((address) => !address.startsWith("data."))).toEqual([
      "aws_ecr_lifecycle_policy.main",
      "aws_ecr_repository.main",
      "aws_iam_openid_connect_provider.github_actions",
      "aws_iam_role.github_actions",
      "aws_iam_role_policy.github_actions",
      "aws_s3_bucket.task_definition",
      "aws_s3_bucket_policy.task_definition",
      "aws_s3_bucket_public_access_block.task_definition",
      "aws_s3_bucket_server_side_encryption_configuration.task_definition",
      "aws_s3_bucket_versioning.task_definition",
      "aws_s3_object.task_definition",
      "github_actions_variable.main_cluster",
      "github_actions_variable.main_container",
      "github_actions_variable.main_ecr_repository",
      "github_actions_variable.main_region",
      "github_actions_variable.main_role_arn",
      "github_actions_variable.main_service",
      "github_actions_variable.main_task_definition_bucket",
      "github_actions_variable.main_task_definition_key",
    ]);
  });

  it.each([
    [undefined, {}],
    ["https://github.com", { base_url: "https://api.github.com/" }],
    ["https://shop.ghe.com", { base_url: "https://api.shop.ghe.com/" }],
    // The provider adds /api/v3 by itself.
    ["https://github.example.com", { base_url: "https://github.example.com/" }],
  ])("asks the GitHub %s as the repository's owner", (githubUrl, place) => {
    const github = { ...githubRepository, ...(githubUrl && { githubUrl }) };
    expect(templateOf({ github }).section("provider").github).toEqual([
      { owner: "example-organization", ...place },
    ]);
  });

  it("makes no registry and no bucket where they exist", () => {
    const template = templateOf({
      imageRepository: { existingRepository: "team/app" },
      taskDefinition: { existingBucket: "shared", taskDefinitionFile: releasedFile },
    });
    expect(template.addresses.filter((address) => /^aws_(ecr|s3)/.test(address))).toEqual([
      "aws_s3_object.task_definition",
    ]);
    expect(template.at("aws_s3_object.task_definition").bucket).toBe("shared");
  });

  it("takes other logical IDs", () => {
    const { addresses } = templateOf({
      logicalId: "shop",
      identity: { type: "oidc", logicalId: "releaser" },
      taskDefinition: { bucket: "app-base", taskDefinitionFile: releasedFile, logicalId: "base" },
    });
    expect(addresses).toEqual(
      expect.arrayContaining([
        "aws_ecr_repository.shop",
        "aws_iam_openid_connect_provider.releaser",
        "aws_iam_role.releaser",
        "aws_s3_bucket.base",
        "aws_s3_object.base",
        "github_actions_variable.shop_role_arn",
      ]),
    );
  });

  it("tells where the workflow lies, as whom it works and what it deploys", () => {
    const text = describeStack(overviewOf(stackOf()));
    for (const line of [
      /^ {2}workflow +\.github\/workflows\/deploy-actions\.yml of example-organization\/example-application@main$/m,
      /^ {2}works as +the role app-github-actions, for repo:example-organization\/example-application:ref:refs\/heads\/main$/m,
      /^ {2}deploys +cluster\/service on ECS$/m,
    ]) {
      expect(text).toMatch(line);
    }
  });
});

describe("whom the role of a workflow trusts", () => {
  const issuer = "token.actions.githubusercontent.com";
  const trustOf = (changes: Changes = {}, ofProject: Partial<ProjectSettings> = {}) =>
    templateOf(changes, ofProject).statements("github_actions_trust");
  const trust = (sub: string | readonly string[], of = issuer, aud = "sts.amazonaws.com") => [
    {
      effect: "Allow",
      actions: ["sts:AssumeRoleWithWebIdentity"],
      principals: [
        { type: "Federated", identifiers: [`arn:${partition}:iam::${account}:oidc-provider/${of}`] },
      ],
      condition: [
        { test: "StringEquals", variable: `${of}:aud`, values: [aud] },
        { test: "StringEquals", variable: `${of}:sub`, values: [sub].flat() },
      ],
    },
  ];
  const repository = "repo:example-organization/example-application";

  it("is the workflow of one branch, letter by letter", () => {
    expect(trustOf()).toEqual(trust(`${repository}:ref:refs/heads/main`));
  });

  it("is the job of one environment, where there is one", () => {
    expect(trustOf({ github: { ...githubRepository, environment: "production" } })).toEqual(
      trust(`${repository}:environment:production`),
    );
  });

  it("is the repository by its numbers, where settings give them", () => {
    expect(trustOf({ github: { ...githubRepository, ownerId: 12, repositoryId: 34 } })).toEqual(
      trust("repo:example-organization@12/example-application@34:ref:refs/heads/main"),
    );
  });

  it("are the subjects that settings say, letter by letter", () => {
    const subjects = [`${repository}:ref:refs/heads/main`, "repository_id:34:environment:production"];
    expect(trustOf({ identity: { type: "oidc", subjects } })).toEqual(trust(subjects));
  });

  it("is a token for STS in China by its own name, and the workflow asks for that", () => {
    const stack = stackOf({}, { region: "cn-north-1" });
    expect(new Template(stack).statements("github_actions_trust")).toEqual(
      trust(`${repository}:ref:refs/heads/main`, issuer, "sts.amazonaws.com.cn"),
    );
    expect(stack.workflow.text).toContain("\n          audience: sts.amazonaws.com.cn\n");
  });

  it("is a token for whom settings say", () => {
    const stack = stackOf({ identity: { type: "oidc", audience: "shop" } });
    expect(new Template(stack).at("aws_iam_openid_connect_provider.github_actions")).toEqual({
      url: `https://${issuer}`,
      client_id_list: ["shop"],
    });
    expect(stack.workflow.text).toContain("\n          audience: shop\n");
  });

  it.each([
    ["https://github.com", issuer],
    ["https://github.example.com", "github.example.com/_services/token"],
    ["https://shop.ghe.com", "token.actions.shop.ghe.com"],
  ])("is, of %s, the issuer %s", (githubUrl, of) => {
    const template = templateOf({ github: { ...githubRepository, githubUrl } });
    expect(template.statements("github_actions_trust")).toEqual(
      trust(`${repository}:ref:refs/heads/main`, of),
    );
    expect(template.at("aws_iam_openid_connect_provider.github_actions").url).toBe(`https://${of}`);
  });

  it("is the issuer that settings name", () => {
    const identity = { type: "oidc", issuerUrl: "https://tokens.example.com/shop" } as const;
    expect(trustOf({ identity })).toEqual(
      trust(`${repository}:ref:refs/heads/main`, "tokens.example.com/shop"),
    );
  });

  it("is an identity provider that exists, and none is made", () => {
    const template = templateOf({ identity: { type: "oidc", oidcProvider: "existing" } });
    expect(template.find("aws_iam_openid_connect_provider")).toEqual([]);
    expect(template.statements("github_actions_trust")).toEqual(trust(`${repository}:ref:refs/heads/main`));
  });

  it("is warned of while it is a name only", () => {
    const numbers = { ...githubRepository, ownerId: 12, repositoryId: 34 };
    const about = (changes: Changes) =>
      warningsOf(stackOf(changes)).filter((text) => text.includes("by its name"));
    expect(about({})).toHaveLength(1);
    expect(about({ github: numbers })).toEqual([]);
    expect(about({ identity: { type: "oidc", subjects: [`${repository}:environment:x`] } })).toEqual([]);
  });

  it.each([
    [undefined, undefined, undefined],
    [60, undefined, undefined],
    [90, 5400, "5400"],
    [360, 21_600, "21600"],
  ])("lasts, of a job of %s minutes, as long as that", (timeoutInMinutes, seconds, asked) => {
    const stack = stackOf({ workflow: timeoutInMinutes === undefined ? {} : { timeoutInMinutes } });
    expect(new Template(stack).at("aws_iam_role.github_actions").max_session_duration).toBe(seconds);
    expect(/role-duration-seconds: (\d+)/.exec(stack.workflow.text)?.[1]).toBe(asked);
  });
});

describe("what a workflow may do", () => {
  const roleArn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
  const statementsOf = (changes: Changes = {}) => templateOf(changes).statements("github_actions");
  const passed = (...resources: readonly string[]) => ({
    effect: "Allow",
    actions: ["iam:PassRole"],
    resources,
    condition: [
      { test: "StringEquals", variable: "iam:PassedToService", values: ["ecs-tasks.amazonaws.com"] },
    ],
  });

  it("is each call that it makes, on what it makes it on, and no other", () => {
    const places = {
      anything: ["*"],
      "image repository": [arn("ecr", "repository/app")],
      "base object": [`${bucketArn("app-base")}/task-definition.json`],
      "base bucket": [bucketArn("app-base")],
      service: [arn("ecs", "service/cluster/service")],
      "roles of the task": [roleArn("app-execution"), roleArn("app-task")],
    } as const;
    const made = workflowCalls
      .flatMap(({ calls }) => calls)
      .flatMap(({ action, on }) => places[on].map((resource) => `${action} on ${resource}`));
    const allowed = statementsOf().flatMap(({ actions, resources }) =>
      (actions as string[]).flatMap((action) =>
        (resources as string[]).map((resource) => `${action} on ${resource}`),
      ),
    );
    expect(allowed.toSorted()).toEqual([...new Set(made)].toSorted());
  });

  it("is allowed by statements without conditions, but for the roles that it passes", () => {
    const conditional = statementsOf().filter(({ condition }) => condition !== undefined);
    expect(conditional).toEqual([passed(roleArn("app-execution"), roleArn("app-task"))]);
  });

  it("is to pass no role, where the task definition names none", () => {
    const text = releasedWith({ taskRoleArn: undefined, executionRoleArn: undefined });
    expect(JSON.stringify(statementsOf(withFile(text)))).not.toContain("iam:PassRole");
  });

  it("is to pass a role once that is both", () => {
    const both = roleArn("app");
    const text = releasedWith({ taskRoleArn: both, executionRoleArn: both });
    expect(statementsOf(withFile(text))).toContainEqual(passed(both));
  });

  const byName = (...names: readonly string[]) =>
    passed(...names.map((name) => `arn:${partition}:iam::${account}:role/${name}`));
  const madeWith = (create: Partial<MadeServiceSettings>): Changes => ({
    ...made,
    service: { ...madeService, create: { ...madeService.create, ...create } },
  });
  const taskStatement = { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::shop/*"] };

  it.each<[string, Partial<MadeServiceSettings>, readonly string[]]>([
    [
      "are made",
      { taskRole: { additionalStatements: [taskStatement] } },
      ["service-execution", "service-task"],
    ],
    ["are one, for its execution", {}, ["service-execution"]],
    ["exist", { existingTaskRole: "one", existingExecutionRole: "two" }, ["one", "two"]],
  ])("is to pass the roles of a service that is made, which %s", (_, create, names) => {
    expect(statementsOf(madeWith(create))).toContainEqual(byName(...names));
  });

  it("is to tag what it registers, where the task definition has tags", () => {
    const tagging = {
      effect: "Allow",
      actions: ["ecs:TagResource"],
      resources: [arn("ecs", "task-definition/*")],
      condition: [{ test: "StringEquals", variable: "ecs:CreateAction", values: ["RegisterTaskDefinition"] }],
    };
    expect(statementsOf(withFile(releasedWith({ tags: [{ key: "Team", value: "shop" }] })))).toContainEqual(
      tagging,
    );
    expect(statementsOf(withFile(releasedWith({ tags: [] })))).not.toContainEqual(tagging);
  });

  it.each<[string, Changes, string]>([
    [
      "of a bucket to make",
      { taskDefinition: { bucket: "app-base", taskDefinitionFile: releasedFile, kmsKeyArn: keyArn } },
      keyArn,
    ],
    [
      "of a bucket that exists",
      { taskDefinition: { existingBucket: "shared", taskDefinitionFile: releasedFile, kmsKeyArn: keyArn } },
      keyArn,
    ],
    ["of the entry", { kmsKey: keyArn }, keyArn],
    ["that the entry makes", { kmsKey: "create" }, ref("aws_kms_key.main.arn")],
  ])("is to decrypt the base, with the key %s", (_, changes, key) => {
    expect(statementsOf(changes)).toContainEqual({
      effect: "Allow",
      actions: ["kms:Decrypt"],
      resources: [key],
    });
  });
});

describe("a workflow with an access key", () => {
  it("works as an IAM user, by a managed policy, and its key stands in the repository's secrets", () => {
    const stack = stackOf(accessKey);
    expect(findingsOf(stack)).toEqual([]);
    const template = new Template(stack);
    expect(template.addresses.filter((address) => /^aws_iam|secret/.test(address))).toEqual([
      "aws_iam_access_key.github_actions",
      "aws_iam_policy.github_actions",
      "aws_iam_user.github_actions",
      "aws_iam_user_policy_attachment.github_actions",
      "github_actions_secret.main_access_key_id",
      "github_actions_secret.main_secret_access_key",
    ]);
    expect(template.at("github_actions_secret.main_access_key_id")).toEqual({
      repository: "example-application",
      secret_name: "APP_AWS_ACCESS_KEY_ID",
      plaintext_value: ref("aws_iam_access_key.github_actions.id"),
    });
    expect(template.at("github_actions_secret.main_secret_access_key")).toEqual({
      repository: "example-application",
      secret_name: "APP_AWS_SECRET_ACCESS_KEY",
      plaintext_value: ref("aws_iam_access_key.github_actions.secret"),
    });
  });

  it("may do what a role may", () => {
    expect(templateOf(accessKey).statements("github_actions")).toEqual(
      templateOf().statements("github_actions"),
    );
  });

  it("takes names and a boundary", () => {
    const permissionsBoundary = "arn:aws:iam::123456789012:policy/boundary";
    const template = templateOf({
      identity: { type: "access-key", userName: "releaser", policyName: "releases", permissionsBoundary },
    });
    expect(template.at("aws_iam_user.github_actions")).toEqual({
      name: "releaser",
      permissions_boundary: permissionsBoundary,
    });
    expect(template.at("aws_iam_policy.github_actions").name).toBe("releases");
  });

  it("is warned of, and its key is in no output", () => {
    const stack = stackOf(accessKey);
    expect(warningsOf(stack)).toContainEqual(
      expect.stringMatching(/^actions\/github_actions\/user: .*valid until somebody deletes it/),
    );
    expect(JSON.stringify(new Template(stack).section("output"))).not.toContain("access_key");
  });

  it("asks for no token of GitHub's", () => {
    const { text } = stackOf(accessKey).workflow;
    expect(text).toContain(ref("{ secrets.APP_AWS_SECRET_ACCESS_KEY }"));
    expect(text).not.toContain("id-token");
  });
});

describe("the base of the task definition", () => {
  /** The object's text as Terraform would upload it. */
  function uploaded(changes: Changes): string {
    const folder = synthesize(githubActionsToEcs(changes), project);
    const { resource } = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as {
      readonly resource: {
        readonly aws_s3_object: { readonly task_definition: { readonly content: string } };
      };
    };
    return resource.aws_s3_object.task_definition.content.replaceAll(/([$%])\1\{/g, "$1{");
  }

  it("is the file, byte for byte", () => {
    expect(uploaded({})).toBe(released);
  });

  it("keeps texts that Terraform would take for its own", () => {
    const text = released.replace("LOG_TO_STDOUT", () => `\${HOME} %{if}`);
    const synthesized = Testing.synth(stackOf(withFile(text)));
    expect(synthesized).toContain(`$\${HOME} %%{if}`);
    expect(synthesized).not.toMatch(/[^$]\$\{HOME\}/);
  });

  it("is the same text in HCL", () => {
    const text = `${released.trimEnd().replace("LOG_TO_STDOUT", `\${HOME}`)}\n`;
    const hcl = readFileSync(
      join(synthesizeHcl(githubActionsToEcs(withFile(text)), project), "cdk.tf"),
      "utf8",
    );
    expect(hcl).toContain(`<<EOF\n${text.replace(`$\{`, () => `$$\{`)}EOF\n`);
  });

  it("has no key that only AWS writes", () => {
    expect(uploaded(withFile(releasedWith({ revision: 7, status: "ACTIVE" })))).not.toMatch(
      /revision|ACTIVE/,
    );
  });

  it("gets the roles of a service that is made, and stays as it is but for them", () => {
    const file = readFileSync(join(__dirname, "../../support/task-definitions/example-actions.json"), "utf8");
    const content = templateOf(made).at("aws_s3_object.task_definition").content as Block;
    const { executionRoleArn, ...rest } = content;
    expect(rest).toEqual(JSON.parse(file));
    expect(executionRoleArn).toBe(`arn:${partition}:iam::${account}:role/service-execution`);
  });

  it("lies in a bucket that keeps versions, at the key that settings say", () => {
    const template = templateOf({
      taskDefinition: { bucket: "app-base", objectKey: "shop/base.json", taskDefinitionFile: releasedFile },
    });
    expect(template.at("aws_s3_bucket_versioning.task_definition")).toMatchObject({
      versioning_configuration: { status: "Enabled" },
    });
    expect(template.at("aws_s3_object.task_definition")).toMatchObject({
      bucket: ref("aws_s3_bucket.task_definition.id"),
      key: "shop/base.json",
      content_type: "application/json",
      depends_on: expect.arrayContaining(["aws_s3_bucket_versioning.task_definition"]),
    });
    expect(template.statements("github_actions")).toContainEqual(
      expect.objectContaining({ resources: [`${bucketArn("app-base")}/shop/base.json`] }),
    );
  });

  it("is encrypted with the key that settings name, before that of the entry", () => {
    const template = templateOf({
      kmsKey: "create",
      taskDefinition: { bucket: "app-base", taskDefinitionFile: releasedFile, kmsKeyArn: keyArn },
    });
    expect(
      JSON.stringify(template.at("aws_s3_bucket_server_side_encryption_configuration.task_definition")),
    ).toContain(keyArn);
  });
});

describe("a service that the workflow's entry makes", () => {
  it("stands in the stack with cluster, roles and logs", () => {
    const stack = stackOf(made);
    expect(findingsOf(stack)).toEqual([]);
    expect(new Template(stack).addresses).toEqual(
      expect.arrayContaining([
        "aws_ecs_cluster.main",
        "aws_ecs_service.main",
        "aws_ecs_task_definition.main",
      ]),
    );
  });

  it("is neither made nor looked up where it exists", () => {
    expect(templateOf().addresses.filter((address) => /aws_ecs|aws_lb/.test(address))).toEqual([]);
  });
});

describe("the repository's variables", () => {
  const valuesOf = (changes: Changes = {}) =>
    Object.fromEntries(
      templateOf(changes)
        .find("github_actions_variable")
        .map(({ variable_name, value }) => [variable_name, value]),
    );

  it("are all that the workflow reads, and no other", () => {
    const stack = stackOf();
    const read = [...stack.workflow.text.matchAll(/\$\{\{ (?:vars|secrets)\.(\w+) \}\}/g)].map(
      ([, name = ""]) => name,
    );
    expect(Object.keys(valuesOf()).toSorted()).toEqual([...new Set(read)].toSorted());
  });

  it("hold what the workflow works on", () => {
    expect(valuesOf()).toEqual({
      APP_AWS_REGION: "eu-central-1",
      APP_AWS_ROLE_ARN: `arn:${partition}:iam::${account}:role/app-github-actions`,
      APP_ECR_REPOSITORY: "app",
      APP_ECS_CLUSTER: "cluster",
      APP_ECS_CONTAINER: "app",
      APP_ECS_SERVICE: "service",
      APP_TASK_DEFINITION_BUCKET: "app-base",
      APP_TASK_DEFINITION_KEY: "task-definition.json",
    });
  });

  it("have no role where the workflow has an access key", () => {
    expect(Object.keys(valuesOf(accessKey))).not.toContain("APP_AWS_ROLE_ARN");
  });

  it("start with the entry's name, or with what it says, and keep their addresses", () => {
    expect(Object.keys(valuesOf({ name: "my-shop" }))).toContain("MY_SHOP_ECS_CLUSTER");
    const template = templateOf({ workflow: { variablePrefix: "SHOP" } });
    expect(template.at("github_actions_variable.main_cluster").variable_name).toBe("SHOP_ECS_CLUSTER");
  });
});

describe("the workflow file", () => {
  const strange: Changes = {
    workflow: {
      placedBy: "terraform",
      workflowName: `Release $\{x} and %{y}`,
      buildArguments: { NOTE: `a $\{HOME}` },
    },
  };

  it("is placed by nobody unless settings say so", () => {
    expect(templateOf().find("github_repository_file")).toEqual([]);
  });

  it("is committed to the branch once all that its run needs is there", () => {
    const template = templateOf({ workflow: { placedBy: "terraform" } });
    const { content: _, ...file } = template.at("github_repository_file.workflow");
    expect(file).toEqual({
      repository: "example-application",
      branch: "main",
      file: ".github/workflows/deploy-actions.yml",
      commit_message: "Deploy to ECS by actions",
      overwrite_on_create: false,
      depends_on: expect.arrayContaining([
        "github_actions_variable.main_cluster",
        "github_actions_variable.main_role_arn",
        "aws_iam_role_policy.github_actions",
      ]),
    });
  });

  it("is committed with the secrets, where the workflow has an access key", () => {
    const template = templateOf({ ...accessKey, workflow: { placedBy: "terraform" } });
    expect(template.at("github_repository_file.workflow").depends_on).toEqual(
      expect.arrayContaining([
        "github_actions_secret.main_access_key_id",
        "github_actions_secret.main_secret_access_key",
        "aws_iam_user_policy_attachment.github_actions",
      ]),
    );
  });

  it("is warned of, as its commit starts it", () => {
    expect(warningsOf(stackOf({ workflow: { placedBy: "terraform" } }))).toContainEqual(
      expect.stringMatching(/^actions\/workflow: Terraform commits the workflow/),
    );
  });

  it.each<[string, Changes]>([
    ["the least", { workflow: { placedBy: "terraform" } }],
    ["texts that Terraform would take for its own", strange],
  ])("of %s is the same whoever places it", (_, changes) => {
    const stack = stackOf(changes);
    const { content } = new Template(stack).at("github_repository_file.workflow");
    expect(String(content)).not.toBe(stack.workflow.text);
    expect(String(content).replaceAll(/([$%])\1\{/g, "$1{")).toBe(stack.workflow.text);
  });

  it("holds the texts of settings as they are written", () => {
    const { text } = stackOf(strange).workflow;
    expect(text).toContain(`Release $\{x} and %{y}`);
    expect(text).toContain(`a $\{HOME}`);
  });
});

describe("what an entry of GitHub Actions refuses, each mistake once", () => {
  const github = (changes: object): Changes => ({ github: { ...githubRepository, ...changes } });
  const identity = (changes: object): Changes => ({
    identity: { type: "oidc", ...changes } as ActionsIdentitySettings,
  });
  const base = (changes: object): Changes => ({
    taskDefinition: { bucket: "app-base", taskDefinitionFile: releasedFile, ...changes },
  });
  const ofService = (changes: object): Changes => ({
    service: { ...service, containerName: "app", ...changes },
  });

  it.each<[Changes, string, unknown]>([
    [github({ owner: "a b" }), "actions · github.owner", "a b"],
    [github({ repository: "https://x" }), "actions · github.repository", "https://x"],
    [github({ branch: "refs/heads/main" }), "actions · github.branch", "refs/heads/main"],
    [github({ environment: "a:b" }), "actions · github.environment", "a:b"],
    [github({ environment: "*" }), "actions · github.environment", "*"],
    [github({ environment: `a$\{{b` }), "actions · github.environment", `a$\{{b`],
    [
      github({ githubUrl: "https://github.example.com/" }),
      "actions · github.githubUrl",
      "https://github.example.com/",
    ],
    [
      github({ githubUrl: "http://github.example.com" }),
      "actions · github.githubUrl",
      "http://github.example.com",
    ],
    [github({ ownerId: 3 }), "actions/github_actions · github.ownerId", 3],
    [github({ repositoryId: 3 }), "actions/github_actions · github.repositoryId", 3],
    [github({ ownerId: 0, repositoryId: 3 }), "actions/github_actions · github.ownerId", 0],
    [identity({ audience: "" }), "actions/github_actions · identity.audience", ""],
    [identity({ audience: `$\{{ x` }), "actions/github_actions · identity.audience", `$\{{ x`],
    [identity({ issuerUrl: "http://x" }), "actions/github_actions/oidc_provider · issuerUrl", "http://x"],
    [identity({ subjects: [] }), "actions/github_actions · identity.subjects", []],
    [identity({ subjects: ["repo:o/*:x"] }), "actions/github_actions · identity.subjects[0]", "repo:o/*:x"],
    [identity({ subjects: ["main"] }), "actions/github_actions · identity.subjects[0]", "main"],
    [
      { identity: { type: "access-key", userName: "a b", policyName: "x" } },
      "actions/github_actions/user · userName",
      "a b",
    ],
    [base({ objectKey: "" }), "actions/task_definition/base · objectKey", ""],
    [base({ bucket: "App" }), "actions/task_definition/bucket · bucket", "App"],
    [base({ kmsKeyArn: "x" }), "actions/task_definition/bucket · kmsKeyArn", "x"],
    [
      base({ taskDefinitionFile: "none.json" }),
      "actions/task_definition · taskDefinition.taskDefinitionFile",
      "none.json",
    ],
    [
      { taskDefinition: { bucket: "app-base" } },
      "actions/task_definition · taskDefinition.taskDefinitionFile",
      undefined,
    ],
    [
      { ...made, taskDefinition: { bucket: "app-base", taskDefinitionFile: releasedFile } },
      "actions/task_definition · taskDefinition.taskDefinitionFile",
      releasedFile,
    ],
    [ofService({ clusterName: "a b" }), "actions · service.clusterName", "a b"],
    [ofService({ serviceName: "a b" }), "actions · service.serviceName", "a b"],
    [ofService({ containerName: "a b" }), "actions · service.containerName", "a b"],
    [ofService({ containerName: "proxy" }), "actions/task_definition · service.containerName", "proxy"],
    [{ workflow: { fileName: "deploy.yml" } }, "actions · workflow.fileName", "deploy.yml"],
    [{ workflow: { timeoutInMinutes: 0 } }, "actions · workflow.timeoutInMinutes", 0],
    [
      { workflow: { pushLatest: true }, imageRepository: { tagMutability: "IMMUTABLE" } },
      "actions · workflow.pushLatest",
      true,
    ],
    [{ workflow: { waitInMinutes: 60 } }, "actions · workflow.waitInMinutes", 60],
    [{ workflow: { variablePrefix: "GITHUB_X" } }, "actions/variables · variablePrefix", "GITHUB_X"],
    [{ workflow: { placedBy: "terraform", commitMessage: "" } }, "actions · workflow.commitMessage", ""],
    [{ workflow: { commitMessage: "Release" } }, "actions · workflow.commitMessage", "Release"],
  ])("is %j", (changes, place, got) => {
    expect(reportedAlone(githubActionsToEcs(changes), place, got)).toEqual({
      allowed: true,
      change: 'settings/stacks.ts, entry [0], stack "actions"',
    });
  });

  it("is everything at once", () => {
    const all = problems([
      githubActionsToEcs({
        ...github({ owner: "a b", ownerId: 1 }),
        ...identity({ audience: "" }),
        ...base({ objectKey: "" }),
        ...ofService({ clusterName: "a b" }),
        workflow: { fileName: "x" },
      }),
    ]);
    expect(all).toHaveLength(6);
  });

  describe("of two entries", () => {
    const entry = (stack: string, changes: Changes = {}) =>
      githubActionsToEcs({
        stack,
        name: stack,
        identity: { type: "oidc", oidcProvider: "existing" },
        taskDefinition: { bucket: `${stack}-base`, taskDefinitionFile: releasedFile },
        ...changes,
      });
    const elsewhere = github({ repository: "another" });

    it("is what they would write over each other's in one repository", () => {
      const workflow = { fileName: ".github/workflows/deploy.yml", variablePrefix: "SHOP" };
      const all = problems([entry("one", { workflow }), entry("two", { workflow })]);
      expect(all.join("\n")).toMatch(/workflow\.variablePrefix .*too, in the same repository of GitHub/);
      expect(all.join("\n")).toMatch(/workflow\.fileName .*too, in the same repository of GitHub/);
    });

    it("is nothing in two repositories, or with names of their own", () => {
      const workflow = { fileName: ".github/workflows/deploy.yml", variablePrefix: "SHOP" };
      expect(problems([entry("one", { workflow }), entry("two", { workflow, ...elsewhere })])).toEqual([]);
      expect(problems([entry("one"), entry("two")])).toEqual([]);
    });
  });
});
