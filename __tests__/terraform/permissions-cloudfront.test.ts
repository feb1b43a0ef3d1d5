import { afterAll, beforeAll, expect, it } from "vitest";
import type { PipelineRun } from "../../local/aws/pipeline-run";
import { grantsOf } from "../../tools/try/permissions";
import { AppliedSite } from "../support/cloudfront/applied-site";
import { siteEntry } from "../support/cloudfront/site-entry";
import { TopicMessages } from "../support/cloudfront/topic-messages";
import { onTheBench } from "../support/on-the-bench";
import { unusedSitePermissions } from "../support/unused-permissions";

const accountId = "100000000404";
const name = "shop-whole";
const topic = (what: string) => `arn:aws:sns:ap-northeast-1:${accountId}:${name}-${what}`;

// A key, access logs, a web ACL, a domain, a share of the viewers, a source by token, and people who hear of all that.
const entry = siteEntry(name, {
  kmsKey: "create",
  source: {
    type: "github-v1",
    owner: "acme",
    repository: name,
    branch: "main",
    token: { ssmParameter: `/${name}/token` },
  },
  accessLogs: { bucket: `${name}-logs` },
  distribution: {
    domain: {
      names: ["www.shop.example"],
      certificateArn: `arn:aws:acm:us-east-1:${accountId}:certificate/12345678-90ab-cdef-1234-567890abcdef`,
    },
    webAclArn: `arn:aws:wafv2:us-east-1:${accountId}:global/webacl/shop/12345678-90ab-cdef-1234-567890abcdef`,
  },
  traffic: { type: "weight", weight: 0.05, sessionStickiness: { idleTtl: 300, maximumTtl: 600 } },
  approval: { notificationArn: topic("approvals") },
  rejectedCleanup: { notificationArn: topic("rejections") },
});

/** The configuration of a distribution that no policy is attached to any more. */
const withoutPolicy = (configXml: string): string =>
  configXml.replace(/<ContinuousDeploymentPolicyId>\w+</, "<ContinuousDeploymentPolicyId><");

// One site is walked through what its builds have permissions for: each test goes on where the one before it stopped.
onTheBench("a site with all that it can have", () => {
  let site: AppliedSite;
  /** What is under review. */
  let run: PipelineRun;
  let rejections: TopicMessages;

  beforeAll(async () => {
    site = await AppliedSite.open(accountId, entry);
    rejections = await TopicMessages.subscribe(site.account, topic("rejections"));
    await site.apply();
  });
  afterAll(async () => site?.deployment.workspace.close());

  const lucky = () => site.visit({ draw: 0.04 });
  const other = () => site.visit({ draw: 0.06 });

  it("shows a release to a share of its viewers, while the next one waits until that is promoted", async () => {
    run = await site.review("version 1");
    expect([await lucky(), await other()]).toEqual(["version 1", "403"]);
    const next = await site.push("version 2");
    await site.untilItWaits(next);
    expect(await lucky()).toBe("version 1");
    await site.approve(run);
    await site.untilReview(next);
    expect([await lucky(), await other()]).toEqual(["version 2", "version 1"]);
    run = next;
  });

  it("lets the next release on when the one under review is rejected and cleaned up", async () => {
    const next = await site.push("version 3");
    await site.untilItWaits(next);
    await run.reject("Approve", "not that one");
    const { status, log } = await site.cleanUps.after(0);
    expect(status, log).toBe("SUCCEEDED");
    await site.untilReview(next);
    expect(await rejections.take()).toHaveLength(1);
    // The event of the rejection comes once more.
    await site.cleanUps.tellAgain(run, (await run.action("Approve")).actionExecutionId);
    const late = await site.cleanUps.after(1);
    expect(late.status, late.log).toBe("SUCCEEDED");
    expect(late.log).toContain(
      `shows the release ${next.pipelineExecutionId}, not ${run.pipelineExecutionId}, and is left alone.`,
    );
    expect([await lucky(), await other()]).toEqual(["version 3", "version 1"]);
    run = next;
  });

  it("stays what it was when nobody answers for seven days, which the log and a message tell", async () => {
    const { status } = await site.cleanUps.byHand();
    expect(status).toBe("FAILED");
    await rejections.take();
    const before = await site.production();
    await site.account.passTime({ minutes: 7 * 24 * 60 });
    const expired = await site.cleanUps.after(3);
    expect(expired.status, expired.log).toBe("SUCCEEDED");
    expect(expired.log).toContain(
      `The approval of the release ${run.pipelineExecutionId} expired: nobody answered within 7 d 0 h.`,
    );
    expect(await run.end(240)).toBe("Failed");
    await site.expectNoStaging();
    expect((await site.production()).configXml).toBe(withoutPolicy(before.configXml));
    expect(await site.deployment.changes()).toBe("");
    const [message, ...others] = await rejections.take();
    expect(others).toEqual([]);
    expect(message?.Subject).toBe(`${name}: approval expired, cleaned up`);
    expect(message?.Message).toContain("nobody answered within 7 d 0 h");
  });

  it("has roles that may do that, and nothing else but for what a reviewed list gives a reason for", async () => {
    const uses = await site.account.permissionUses();
    expect(uses.filter(({ allowed }) => !allowed)).toEqual([]);
    const roles = await grantsOf([site.deployment.workspace], site.account);
    const unused = roles.flatMap(({ roleName, grants }) =>
      grants
        .filter(({ used }) => !used)
        .map(({ action }) => `${roleName.replace(/^.*?shop-whole-/, "")} ${action}`),
    );
    expect(unused.sort()).toEqual(
      unusedSitePermissions.map(({ role, action }) => `${role} ${action}`).sort(),
    );
  });
});
