import { expect, it } from "vitest";
import { createEcsService, runningImages } from "../../../local/aws/local-ecs-service";
import type { PipelineRun } from "../../../local/aws/pipeline-run";
import { createProject } from "./builds";
import { onLocalAws, TestAccount } from "./on-local-aws";
import { ARTIFACT_ACTIONS } from "./run-action";

// Writes the image that the repository names as what is deployed, and says which commit it came from.
const BUILDSPEC = `version: 0.2
env:
  exported-variables: [COMMIT]
phases:
  build:
    commands:
      - COMMIT="$CODEBUILD_RESOLVED_SOURCE_VERSION"
      - test -f image.txt
      - printf '[{"name":"service","imageUri":"%s"}]' "$(cat image.txt)" > imagedefinitions.json
artifacts:
  files: [imagedefinitions.json]
`;

const DEPLOYS = [
  "ecs:DescribeServices",
  "ecs:DescribeTaskDefinition",
  "ecs:RegisterTaskDefinition",
  "ecs:UpdateService",
  "iam:PassRole",
];

onLocalAws("a release", (newAccount, { repository }) => {
  interface Elsewhere {
    /** Stores by region in place of the one. */
    readonly artifactStores: object;
    /** What the deploy has beside its name. */
    readonly deploy: { readonly region: string; readonly roleArn: string };
  }

  /** A pipeline from GitHub by CodeBuild to ECS, one bucket and one key, all roles with what they need. */
  async function createPipeline(account: TestAccount, name: string, elsewhere?: Elsewhere): Promise<void> {
    const store = await createStore(account);
    const source = { type: "CODEPIPELINE", buildspec: "buildspec.yml" };
    const artifacts = { type: "CODEPIPELINE" };
    await createProject(account, "", { source, artifacts }, ARTIFACT_ACTIONS);
    const action = (type: string, configuration: object, more: object) => {
      const [category, owner, provider] = type.split("/");
      const actionTypeId = { category, owner, provider, version: "1" };
      return { name: category, namespace: category, actionTypeId, configuration, ...more };
    };
    const [code, image] = [[{ name: "code" }], [{ name: "image" }]];
    const github = {
      Owner: "acme",
      Repo: name,
      Branch: "main",
      OAuthToken: "t",
      PollForSourceChanges: "false",
    };
    const service = { ClusterName: "cluster", ServiceName: "service" };
    const actions = [
      action("Source/ThirdParty/GitHub", github, { outputArtifacts: code }),
      action(
        "Build/AWS/CodeBuild",
        { ProjectName: "build" },
        { inputArtifacts: code, outputArtifacts: image },
      ),
      action("Deploy/AWS/ECS", service, { inputArtifacts: image, ...elsewhere?.deploy }),
    ];
    const roleArn = await account.createRole("pipeline", "codepipeline.amazonaws.com", [
      ...ARTIFACT_ACTIONS,
      ...DEPLOYS,
      "codebuild:StartBuild",
      "codebuild:BatchGetBuilds",
      "sts:AssumeRole",
    ]);
    const stores =
      elsewhere === undefined
        ? { artifactStore: store }
        : { artifactStores: { [account.region]: store, ...elsewhere.artifactStores } };
    const pipeline = {
      name: "pipeline",
      roleArn,
      pipelineType: "V2",
      ...stores,
      stages: actions.map((only) => ({ name: `${only.name}Stage`, actions: [only] })),
    };
    await account.call("codepipeline", "CreatePipeline", { pipeline });
  }

  /** A bucket with a key of its own, as a pipeline declares them; a role of another account may be let read. */
  async function createStore(account: TestAccount, reader?: string): Promise<object> {
    const location = `artifacts-${account.accountId}-${account.region}`;
    await account.createBucket(location);
    const id = await account.createOwnKey();
    if (reader !== undefined) {
      const allow = (Action: readonly string[], Resource: string) => ({
        Effect: "Allow",
        Principal: { AWS: reader },
        Action,
        Resource,
      });
      const own = {
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account.accountId}:root` },
        Action: "kms:*",
        Resource: "*",
      };
      await account.call("kms", "PutKeyPolicy", {
        KeyId: id,
        PolicyName: "default",
        Policy: JSON.stringify({ Version: "2012-10-17", Statement: [own, allow(["kms:Decrypt"], "*")] }),
      });
      const statements = [
        allow(["s3:GetObject", "s3:GetObjectVersion"], `arn:aws:s3:::${location}/*`),
        allow(["s3:GetBucketVersioning"], `arn:aws:s3:::${location}`),
      ];
      const policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
      await account.send("s3", "PUT", `/${location}?policy`, policy);
    }
    return { type: "S3", location, encryptionKey: { type: "KMS", id } };
  }

  /** The execution that a new pipeline starts with. */
  async function firstRun(account: TestAccount): Promise<PipelineRun> {
    const [first] = await account.executions("pipeline");
    return account.attach("pipeline", first?.pipelineExecutionId ?? "");
  }

  it("goes from a commit to the image that the service runs", async () => {
    const account = newAccount();
    await account.createImageRepository("app");
    const { digest } = await account.pushImage({ repository: "app", tag: "v1" });
    const image = `${account.accountId}.dkr.ecr.${account.region}.amazonaws.com/app:v1`;
    const files = { "buildspec.yml": BUILDSPEC, "image.txt": image };
    const { sha } = await repository("acme/released").commit({ branch: "main", files });
    await createEcsService(account, { cluster: "cluster", service: "service" });
    await createPipeline(account, "released");
    const run = await firstRun(account);
    expect(await run.end(), await run.summary()).toBe("Succeeded");
    expect(await run.states()).toEqual([
      "SourceStage/Source Succeeded",
      "BuildStage/Build Succeeded",
      "DeployStage/Deploy Succeeded",
    ]);
    expect(await run.variables()).toMatchObject({ "Source.CommitId": sha, "Build.COMMIT": sha });
    expect(JSON.parse((await run.artifact("image"))["imagedefinitions.json"] ?? "")).toEqual([
      { name: "service", imageUri: image },
    ]);
    expect(await runningImages(account, "cluster", "service")).toEqual({ service: { image, digest } });
  });

  it("stops at a build that fails, and nothing is deployed", async () => {
    const account = newAccount();
    await repository("acme/broken").commit({ branch: "main", files: { "buildspec.yml": BUILDSPEC } });
    await createEcsService(account, { cluster: "cluster", service: "service" });
    await createPipeline(account, "broken");
    const run = await firstRun(account);
    expect(await run.end()).toBe("Failed");
    expect(await run.states()).toEqual(["SourceStage/Source Succeeded", "BuildStage/Build Failed"]);
    expect((await run.action("Build")).output.executionResult?.errorDetails).toMatchObject({
      code: "JobFailed",
      message: expect.stringMatching(
        /^Build terminated with state: FAILED\. Phase: BUILD, Code: COMMAND_EXECUTION_ERROR, Message: .*test -f image\.txt/,
      ),
    });
    expect((await runningImages(account, "cluster", "service")).service?.image).toBe("scratch");
  });

  it("deploys in another account and Region, as a role of that account", async () => {
    const [account, other] = [newAccount(), newAccount()];
    const region = "us-east-1";
    const there = new TestAccount(other.endpoint, other.accountId, region);
    await createEcsService(there, { cluster: "cluster", service: "service" });
    const roleArn = await createDeployRole(there, account);
    const store = await createStore(new TestAccount(account.endpoint, account.accountId, region), roleArn);
    const files = { "buildspec.yml": BUILDSPEC, "image.txt": "other:1" };
    await repository("acme/away").commit({ branch: "main", files });
    await createPipeline(account, "away", {
      artifactStores: { [region]: store },
      deploy: { region, roleArn },
    });
    const run = await firstRun(account);
    expect(await run.end(), await run.summary()).toBe("Succeeded");
    expect((await runningImages(there, "cluster", "service")).service?.image).toBe("other:1");
  });

  /** A role that the other account trusts that account's roles with. */
  async function createDeployRole(there: TestAccount, trusted: TestAccount): Promise<string> {
    const policyOf = (statement: object) =>
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
    await there.query("iam", "CreateRole", {
      RoleName: "deploy",
      AssumeRolePolicyDocument: policyOf({
        Principal: { AWS: `arn:aws:iam::${trusted.accountId}:root` },
        Action: "sts:AssumeRole",
      }),
    });
    await there.query("iam", "PutRolePolicy", {
      RoleName: "deploy",
      PolicyName: "deploy",
      PolicyDocument: policyOf({ Action: [...DEPLOYS, ...ARTIFACT_ACTIONS], Resource: "*" }),
    });
    return `arn:aws:iam::${there.accountId}:role/deploy`;
  }
});
