import { once } from "node:events";
import { connect } from "node:net";
import { expect, it } from "vitest";
import { requestLogLine } from "../../../local/aws/gateway/request-log";
import { startLocalAws } from "../../../local/aws/local-aws";
import { onLocalAws, TestAccount } from "./on-local-aws";

onLocalAws("the gateway", (newAccount) => {
  it("refuses an operation that nobody answers with an error that names it and is not retried", async () => {
    await expect(newAccount().call("codepipeline", "PutActionRevision")).rejects.toMatchObject({
      code: "UnknownOperationException",
      status: 400,
      message: expect.stringContaining("codepipeline PutActionRevision"),
    });
  });

  it("refuses an unknown operation of an XML service in XML", async () => {
    await expect(newAccount().client.query("iam", "SimulateCustomPolicy", {})).rejects.toMatchObject({
      code: "UnknownOperationException",
      status: 400,
      message: expect.stringContaining("iam SimulateCustomPolicy"),
    });
  });

  it("refuses a route that moto does not have", async () => {
    const { client } = newAccount();
    const response = await client.send("cloudfront", "GET", "/2020-05-31/no-such-thing");
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("GET /2020-05-31/no-such-thing");
  });

  it("says which field of an input is wrong", async () => {
    await expect(newAccount().call("codepipeline", "GetPipeline", {})).rejects.toMatchObject({
      code: "ValidationException",
      message: expect.stringContaining("name"),
    });
  });

  it("refuses an input that is no JSON", async () => {
    const { client } = newAccount();
    const headers = { "x-amz-target": "CodePipeline_20150709.GetPipeline" };
    const response = await client.send("codepipeline", "POST", "/", "{", headers);
    expect([response.status, await response.json()]).toEqual([
      400,
      expect.objectContaining({ __type: "SerializationException" }),
    ]);
  });

  it("goes on when a client is gone in the middle of its request", async () => {
    const account = newAccount();
    const { hostname, port } = new URL(account.endpoint);
    const socket = connect(Number(port), hostname);
    socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf");
    await once(socket, "connect");
    socket.resetAndDestroy();
    await once(socket, "close");
    await expect(account.call("codepipeline", "ListPipelines")).resolves.toEqual({ pipelines: [] });
  });

  it("passes objects through to moto and back byte for byte", async () => {
    const account = newAccount();
    const { client } = account;
    const content = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join("");
    await account.createBucket("byte-for-byte");
    await client.send("s3", "PUT", "/byte-for-byte/object", content);
    expect(await (await client.send("s3", "GET", "/byte-for-byte/object")).text()).toBe(content);
  });

  it("keeps what it holds itself apart by account", async () => {
    const [one, other] = [newAccount(), newAccount()];
    await one.call("codeconnections", "CreateConnection", { ConnectionName: "c", ProviderType: "GitHub" });
    await expect(other.call("codeconnections", "ListConnections")).resolves.toEqual({ Connections: [] });
  });

  it("keeps what moto holds apart by account", async () => {
    const [one, other] = [newAccount(), newAccount()];
    await one.call("ecr", "CreateRepository", { repositoryName: "mine" });
    await expect(other.call("ecr", "DescribeRepositories")).resolves.toEqual({ repositories: [] });
  });

  it("takes the keys of an assumed role for the role's account", async () => {
    const account = newAccount();
    const role = await account.createRole("role", "codebuild.amazonaws.com");
    const xml = await account.client.query("sts", "AssumeRole", { RoleArn: role, RoleSessionName: "test" });
    const key = /<AccessKeyId>(.*)<\/AccessKeyId>/.exec(xml)?.[1];
    const asRole = await fetch(account.endpoint, {
      method: "POST",
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260101/${account.region}/codeconnections/aws4_request`,
        "x-amz-target": "CodeConnections_20231201.CreateConnection",
      },
      body: JSON.stringify({ ConnectionName: "c", ProviderType: "GitHub" }),
    });
    expect((await asRole.json()) as object).toEqual({
      ConnectionArn: expect.stringContaining(`:${account.accountId}:connection/`),
    });
  });

  it("refuses an account id that is none", () => {
    expect(() => new TestAccount("http://127.0.0.1:1", "12")).toThrow('12 digits, unlike "12"');
  });

  it("tells every request to who asks for the log", async () => {
    const lines: string[] = [];
    const aws = await startLocalAws({ onRequest: (request) => lines.push(requestLogLine(request)) });
    const account = new TestAccount(aws.endpoint, "333333333333");
    await account.call("events", "TestEventPattern", { EventPattern: '{"a":["b"]}', Event: "{}" });
    await account.call("events", "DescribeRule", { Name: "none" }).catch(() => undefined);
    await aws.stop();
    expect(lines).toEqual([
      expect.stringMatching(/^333333333333 ap-northeast-1 events TestEventPattern 200 \d+ ms \(gateway\)$/),
      expect.stringMatching(
        /^333333333333 ap-northeast-1 events DescribeRule 400 \d+ ms \(moto\) .*ResourceNotFoundException/,
      ),
    ]);
  });
});
