import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { LocalAccount } from "../../local/aws/local-account";
import type { Workspace } from "../../local/terraform/workspace";
import { releasePath } from "../support/minimal-entries";
import { Deployment, onTheBench, theBench } from "../support/on-the-bench";
import { openWorkspace } from "../support/open-workspace";
import { synthesize } from "../support/synthesize";

const ownId = "100000000034";
const otherId = "100000000035";
const otherRegion = "us-east-1";

const service = { serviceName: "shop", containerName: "web" };
const entry = releasePath(
  [
    { type: "deploy", stageName: "Staging", service: { ...service, clusterName: "staging" } },
    {
      type: "deploy",
      stageName: "Production",
      region: otherRegion,
      // Terraform works there as a role of that account, as a platform team would let it.
      account: { id: otherId, assumeRole: { roleArn: `arn:aws:iam::${otherId}:role/terraform` } },
      service: { ...service, clusterName: "production" },
    },
  ],
  {
    stack: "away",
    name: "away",
    allowedAccountIds: [ownId],
    artifactStore: { bucket: "away-artifacts" },
  },
);

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

onTheBench("a deploy into another account and Region", () => {
  let deployment: Deployment;
  let other: Workspace;
  const otherAccount = () => new LocalAccount(theBench().awsEndpoint, otherId);

  beforeAll(async () => {
    deployment = await Deployment.open(ownId, entry);
    // Terraform's own credentials are those of the pipeline's account; the provider assumes the role.
    const folder = join(dirname(synthesize(entry)), `away-${otherId}`);
    other = await openWorkspace(theBench(), deployment.account, folder);
    await Promise.all([deployment.workspace.init(), other.init()]);
  });
  afterAll(async () => {
    await deployment?.workspace.close();
    await other?.close();
  });

  const policyOf = async (workspace: Workspace, address: string): Promise<readonly Statement[]> => {
    const { stdout } = await workspace.run(["show", "-json"]);
    const { values } = JSON.parse(stdout) as {
      values: { root_module: { resources: { address: string; values: { policy?: string } }[] } };
    };
    const resource = values.root_module.resources.find((one) => one.address === address);
    return (JSON.parse(resource?.values.policy ?? "{}") as { Statement: readonly Statement[] }).Statement;
  };

  it("can be applied in any order: the pipeline's account first, before the role that it names exists", async () => {
    await deployment.workspace.apply();
    expect(await deployment.changes()).toBe("");
  });

  it("lets the role of the other account, and nobody else there, read artifacts and their key", async () => {
    const by = {
      Principal: { AWS: `arn:aws:iam::${otherId}:root` },
      Condition: { ArnEquals: { "aws:PrincipalArn": `arn:aws:iam::${otherId}:role/away-deploy` } },
    };
    const address = `aws_s3_bucket_policy.artifact_${otherRegion.replaceAll("-", "_")}`;
    const bucket = `arn:aws:s3:::away-artifacts-${otherRegion}`;
    const policy = await policyOf(deployment.workspace, address);
    expect(policy.filter(({ Principal }) => JSON.stringify(Principal).includes(otherId))).toMatchObject([
      { Action: ["s3:GetObjectVersion", "s3:GetObject"], Resource: `${bucket}/*`, ...by },
      { Action: ["s3:GetBucketVersioning", "s3:GetBucketLocation"], Resource: bucket, ...by },
    ]);
    const key = await policyOf(deployment.workspace, "aws_kms_key.artifact_key_us_east_1");
    expect(key).toContainEqual(
      expect.objectContaining({ Action: ["kms:DescribeKey", "kms:Decrypt"], ...by }),
    );
  });

  it("makes the role in the other account, by the account of the provider's role", async () => {
    const { hasChanges } = await other.plan();
    expect(hasChanges).toBe(true);
    await other.apply();
    expect((await other.plan()).hasChanges).toBe(false);
    const role = `arn:aws:iam::${otherId}:role/away-deploy`;
    expect(await otherAccount().resources()).toContain(role);
    expect((await deployment.account.resources()).join()).not.toContain("role/away-deploy");
    expect(await other.output()).toEqual({ role_arn: role });
  });

  it("passes the roles that the service in the other account and Region has", async () => {
    const pass = (await policyOf(other, "aws_iam_role_policy.deploy")).find(
      ({ Action }) => Action === "iam:PassRole",
    );
    expect(pass?.Resource).toEqual([
      `arn:aws:iam::${otherId}:role/shop-task`,
      `arn:aws:iam::${otherId}:role/shop-execution`,
    ]);
  });

  it("tells the pipeline the role, the Region, and a store and a key in each", async () => {
    const { pipeline } = (await deployment.account.call("codepipeline", "GetPipeline", { name: "away" })) as {
      pipeline: {
        stages: { name: string; actions: { roleArn?: string; region?: string }[] }[];
        artifactStores: Record<string, { location: string; encryptionKey?: { id: string } }>;
      };
    };
    expect(pipeline.stages.at(-1)?.actions).toMatchObject([
      { roleArn: `arn:aws:iam::${otherId}:role/away-deploy`, region: otherRegion },
    ]);
    expect(pipeline.artifactStores).toMatchObject({
      "ap-northeast-1": { location: "away-artifacts" },
      [otherRegion]: {
        location: `away-artifacts-${otherRegion}`,
        encryptionKey: { id: expect.stringContaining(`arn:aws:kms:${otherRegion}:${ownId}:key/`) },
      },
    });
  });

  it("leaves nothing in either account", async () => {
    await deployment.destroy();
    await other.destroy();
    expect(await deployment.leftOver()).toEqual([]);
    expect((await otherAccount().resources()).join()).not.toContain("away-deploy");
  });
});
