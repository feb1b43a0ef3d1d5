import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bundledFunction } from "../../../modules/lambda/bundled-function";
import { executionId, pipelineEvent } from "../../support/commit-status/events";
import { FakeGithub } from "../../support/commit-status/fake-github";
import { FunctionFolder } from "../../support/commit-status/function-folder";
import {
  type LocalServer,
  localServer,
  type ReceivedRequest,
} from "../../support/commit-status/local-server";
import { ofConnection, sha } from "../../support/commit-status/revisions";

const root = join(__dirname, "../../..");
const path = "lambda-src/commit-status/handler.ts";
const code = bundledFunction(path);
const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** What the two places of secrets hold, and the execution. */
const answers: Readonly<Record<string, unknown>> = {
  "CodePipeline_20150709.GetPipelineExecution": {
    pipelineExecution: {
      pipelineName: "shop",
      pipelineExecutionId: executionId,
      status: "Succeeded",
      artifactRevisions: [ofConnection()],
    },
  },
  "AmazonSSM.GetParameter": { Parameter: { Name: "/shop/token", Value: "ghp_token" } },
  "secretsmanager.GetSecretValue": {
    Name: "shop/app",
    SecretString: JSON.stringify({ key: privateKey.export({ type: "pkcs1", format: "pem" }) }),
  },
};

describe("the bundle of the commit status function", () => {
  it("has the same bytes in another process and another folder", () => {
    const again = execFileSync(
      process.execPath,
      [
        "-r",
        join(root, "tools/typescript.cjs"),
        "-e",
        `process.stdout.write(require(process.argv[1]).bundledFunction(process.argv[2]))`,
        join(root, "modules/lambda/bundled-function.ts"),
        path,
      ],
      { cwd: tmpdir(), encoding: "utf8", maxBuffer: 10_000_000 },
    );
    expect(again.length).toBeGreaterThan(100_000);
    expect(again === code).toBe(true);
  });

  it("names no path of this machine", () => {
    for (const folder of [root, homedir(), tmpdir(), "node_modules/"])
      expect(code.includes(folder)).toBe(false);
  });
});

describe("the bundle of the commit status function in a bare Node.js", () => {
  const folder = new FunctionFolder(code);
  let aws: LocalServer;
  let githubServer: LocalServer;
  let github: FakeGithub;
  let asked: ReceivedRequest[] = [];

  beforeAll(async () => {
    aws = await localServer(async (request) => {
      asked.push(request);
      const target = request.headers.get("x-amz-target") ?? "";
      return Response.json(answers[target], { headers: { "content-type": "application/x-amz-json-1.1" } });
    });
    githubServer = await localServer(({ method, path, headers, body }, url) =>
      github.fetch(`${url}${path}`, { method, headers, ...(body === "" ? {} : { body }) }),
    );
  });

  beforeEach(() => {
    github = new FakeGithub(githubServer.url, Date.now);
    asked = [];
  });

  afterAll(async () => {
    await aws.close();
    await githubServer.close();
  });

  const environment = () => ({
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
    AWS_SECRET_ACCESS_KEY: "secret-access-key",
    AWS_ENDPOINT_URL: aws.url,
    GITHUB_API_URL: githubServer.url,
    STATUS_CONTEXT: "codepipeline/<pipeline>",
    LEVELS: "pipeline",
    SUPERSEDED_STATE: "pending",
  });

  const token = () => ({ ...environment(), TOKEN_PARAMETER: "/shop/token" });

  it("turns an event into a status, with a token of SSM's", async () => {
    const { returned, error, log } = await folder.invoke(pipelineEvent("SUCCEEDED"), token());
    expect(error).toBeUndefined();
    expect(returned).toBe(true);
    expect(github.standing(sha)).toMatchObject({ state: "success", description: "Succeeded" });
    expect(asked.map(({ headers }) => headers.get("x-amz-target"))).toEqual([
      "CodePipeline_20150709.GetPipelineExecution",
      "AmazonSSM.GetParameter",
      "CodePipeline_20150709.GetPipelineExecution",
    ]);
    expect(JSON.parse(asked[1]?.body ?? "")).toEqual({ Name: "/shop/token", WithDecryption: true });
    expect(log.map((line) => JSON.parse(line).message)).toEqual(["Posted", "The status stands"]);
    expect(log.join("\n")).not.toContain("ghp_");
  });

  it("turns an event into a status as a GitHub App, with a key of Secrets Manager's", async () => {
    github.tokens.clear();
    github.app = { id: "4711", publicKey, installationId: 99, lifetime: 3_600_000 };
    const app = { TOKEN_SECRET: "shop/app", TOKEN_SECRET_KEY: "key", GITHUB_APP_ID: "4711" };
    const { error, log } = await folder.invoke(pipelineEvent("SUCCEEDED"), { ...environment(), ...app });
    expect(error).toBeUndefined();
    expect(github.standing(sha)?.state).toBe("success");
    expect(log.join("\n")).not.toMatch(/ghs_|PRIVATE/);
  });

  it("throws an error whose name says what is wrong", async () => {
    github.tokens.clear();
    const { returned, error, log } = await folder.invoke(pipelineEvent("SUCCEEDED"), token());
    expect(returned).toBe(false);
    expect(error).toMatch(/^GithubUnauthorized: .* put a valid one where this one was read/);
    expect(JSON.parse(log.at(-1) ?? "")).toMatchObject({ level: "error", error: "GithubUnauthorized" });
  });

  it("refuses to start in an environment that it cannot work in", async () => {
    const { error } = await folder.invoke(pipelineEvent("SUCCEEDED"), environment());
    expect(error).toMatch(/^InvalidEnvironment: Set either TOKEN_PARAMETER/);
  });
});
