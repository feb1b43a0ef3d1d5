import { copyFile, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Workspace } from "../../local/terraform/workspace";
import { AppliedSite } from "../support/cloudfront/applied-site";
import { siteEntry } from "../support/cloudfront/site-entry";
import { importBlock, type ShownResource } from "../support/import-blocks";
import { onTheBench } from "../support/on-the-bench";
import { openWorkspace } from "../support/open-workspace";

const byHand = join(__dirname, "../support/cloudfront/site-by-hand.tf");

/** The names that the site by hand has. */
const entry = siteEntry("inherited", {
  artifactStore: { bucket: "inherited-artifacts", forceDestroy: true },
  site: { bucket: "inherited-frontend", forceDestroy: true },
  accessLogs: { bucket: "inherited-cloudfront-logs", forceDestroy: true },
  distribution: { comment: "inherited frontend", originAccessControlName: "inherited-oac" },
  pipeline: {
    pipelineName: "inherited-frontend-pipeline",
    role: { roleName: "inherited-frontend-pipeline-role" },
  },
  rejectedCleanup: {
    projectName: "inherited-frontend-purge-project",
    role: {
      roleName: "inherited-frontend-purge-project-role",
      policyName: "FrontendPurgeProjectRoleAdditionalPolicy",
    },
    ruleName: "inherited-frontend-purge-rule",
    targetId: "Target0",
    ruleRole: {
      roleName: "inherited-frontend-purge-event-role",
      policyName: "FrontendPurgeEventRoleDefaultPolicy",
    },
    logRetentionDays: 3,
  },
});

/** What becomes what: the log group alone has a name that none of ours has. */
const takenOver: Readonly<Record<string, string>> = {
  "aws_s3_bucket.frontend": "aws_s3_bucket.site",
  "aws_s3_bucket_public_access_block.frontend": "aws_s3_bucket_public_access_block.site",
  "aws_s3_bucket_policy.frontend": "aws_s3_bucket_policy.site",
  "aws_s3_bucket.logs": "aws_s3_bucket.access_logs",
  "aws_s3_bucket_ownership_controls.logs": "aws_s3_bucket_ownership_controls.access_logs",
  "aws_cloudfront_origin_access_control.frontend": "aws_cloudfront_origin_access_control.production",
  "aws_cloudfront_distribution.frontend": "aws_cloudfront_distribution.production",
  "aws_ssm_parameter.production": "aws_ssm_parameter.cfcd_production",
  "aws_ssm_parameter.staging": "aws_ssm_parameter.cfcd_staging",
  "aws_iam_role.project": "aws_iam_role.rejected",
  "aws_iam_role_policy.project": "aws_iam_role_policy.rejected",
  "aws_codebuild_project.frontend": "aws_codebuild_project.rejected",
  "aws_iam_role.event": "aws_iam_role.rejected_execute",
  "aws_iam_role_policy.event": "aws_iam_role_policy.rejected_execute",
  "aws_cloudwatch_event_rule.frontend": "aws_cloudwatch_event_rule.rejected",
  "aws_cloudwatch_event_target.frontend": "aws_cloudwatch_event_target.rejected",
  "aws_iam_role.pipeline": "aws_iam_role.codepipeline",
  "aws_iam_role_policy.pipeline": "aws_iam_role_policy.codepipeline",
  "aws_codeconnections_connection.github": "aws_codeconnections_connection.main",
  "aws_s3_bucket.artifacts": "aws_s3_bucket.artifact",
  "aws_codepipeline.frontend": "aws_codepipeline.main",
};

const logGroup = "/inherited/codebuild/frontend-purge-project";

/** Applies the site by hand, and answers with what its state holds. */
async function applyByHand({ account, deployment }: AppliedSite): Promise<readonly ShownResource[]> {
  const folder = await mkdtemp(join(tmpdir(), "by-hand-"));
  await mkdir(join(folder, "by-hand"));
  await copyFile(byHand, join(folder, "by-hand", "main.tf"));
  let workspace: Workspace | undefined;
  try {
    workspace = await openWorkspace(deployment.bench, account, join(folder, "by-hand"));
    await workspace.init();
    await workspace.apply();
    const { stdout } = await workspace.run(["show", "-json"]);
    const shown = JSON.parse(stdout) as {
      readonly values: { readonly root_module: { readonly resources: readonly ShownResource[] } };
    };
    return shown.values.root_module.resources.filter(({ mode }) => mode === "managed");
  } finally {
    await workspace?.close();
  }
}

// One site is walked from its makers' hands to destroy: each test goes on where the one before it stopped.
onTheBench("a site that somebody has made by hand", () => {
  let site: AppliedSite;
  let existing: readonly ShownResource[];
  let distributionId: string;

  beforeAll(async () => {
    site = await AppliedSite.open("100000000424", entry);
    existing = await applyByHand(site);
    await site.account.confirmConnections();
    await site.account.send("s3", "PUT", "/inherited-frontend/releases/before/index.html", "before");
    distributionId = (await site.production()).id;
  });
  afterAll(async () => site?.deployment.workspace.close());

  it("is taken over without anything of it being replaced, but its log group, which stays where it is", async () => {
    const addresses = existing.map(({ address }) => address);
    expect(addresses.filter((address) => !(address in takenOver))).toEqual([
      "aws_cloudwatch_log_group.project",
    ]);
    const blocks = existing.flatMap((resource) => {
      const address = takenOver[resource.address];
      return address === undefined ? [] : [importBlock({ ...resource, address })];
    });
    const { workspace } = site.deployment;
    await writeFile(join(workspace.folder, "import.tf.json"), JSON.stringify({ import: blocks }));
    await workspace.plan();
    const { resource_changes = [] } = await workspace.planJson();
    const destroyed = resource_changes.filter(({ change }) => change.actions.includes("delete"));
    expect(destroyed.map(({ address }) => address)).toEqual([]);
    const created = resource_changes.filter(({ change }) => change.actions.includes("create"));
    expect(
      created.map(({ address }) => address).filter((one) => Object.values(takenOver).includes(one)),
    ).toEqual([]);
    const { stdout } = await workspace.apply();
    expect(stdout).toContain(`Resources: ${blocks.length} imported`);
    expect(await site.deployment.changes()).toBe("");
  });

  it("goes on serving what it served", async () => {
    expect((await site.production()).id).toBe(distributionId);
    expect(await site.visit()).toBe("before");
    expect(await site.preview()).toBe("before");
  });

  it("is reviewed, and cleaned up after a rejection, by the names that it had", async () => {
    const run = await site.review("version 1");
    expect([await site.visit(), await site.preview()]).toEqual(["before", "version 1"]);
    await run.reject("Approve");
    const { status, log } = await site.cleanUps.after(0);
    expect(status, log).toBe("SUCCEEDED");
    await site.expectNoStaging();
    expect(await site.visit()).toBe("before");
    expect(await site.deployment.changes()).toBe("");
  });

  it("leaves the log group only", async () => {
    await site.deployment.destroy();
    const left = await site.deployment.leftOver();
    expect(left).toHaveLength(1);
    expect(left[0]).toContain(logGroup);
  });
});
