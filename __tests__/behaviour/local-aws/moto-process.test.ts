import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, it } from "vitest";
import { AwsClient } from "../../../local/aws/client/aws-client";
import { missingForLocalAws } from "../../../local/aws/missing-for-local-aws";
import { startMoto } from "../../../local/aws/moto/moto-server";
import { requires } from "../../support/requires";

const OWNER = join(__dirname, "owner-of-a-local-aws.ts");

async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function roleWithPolicy(client: AwsClient, name: string): Promise<void> {
  const PolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket/*" }],
  });
  const PolicyArn = `arn:aws:iam::${client.accessKeyId}:policy/${name}`;
  await client.query("iam", "CreateRole", { RoleName: name, AssumeRolePolicyDocument: PolicyDocument });
  await client.query("iam", "CreatePolicy", { PolicyName: name, PolicyDocument });
  await client.query("iam", "AttachRolePolicy", { RoleName: name, PolicyArn });
  await client.query("iam", "DetachRolePolicy", { RoleName: name, PolicyArn });
}

requires(missingForLocalAws())("moto's process", () => {
  it("ends when its parent is killed without a chance to clean up", async () => {
    const owner = spawn(process.execPath, ["-r", "./tools/typescript.cjs", OWNER], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(owner.stdout.setEncoding("utf8"), "data")) as [string];
    const moto = Number(line);
    expect(await isAlive(moto)).toBe(true);

    owner.kill("SIGKILL");
    await once(owner, "exit");
    await expect.poll(() => isAlive(moto), { timeout: 20_000 }).toBe(false);
  });

  it("answers requests that come side by side as if they came one after the other", async () => {
    // Threads that take turns this often make a collision certain.
    const moto = await startMoto({ switchInterval: 1e-6 });
    try {
      const client = new AwsClient(moto.endpoint, "100000000001", "ap-northeast-1");
      const names = Array.from({ length: 60 }, (_, index) => `role-${index}`);
      await Promise.all(names.map((name) => roleWithPolicy(client, name)));
      expect(await client.query("iam", "ListRoles", { MaxItems: "100" })).toContain("role-59");
    } finally {
      await moto.stop();
    }
  });
});
