import { afterAll, beforeAll, expect, it } from "vitest";
import { AppliedSite } from "../support/cloudfront/applied-site";
import { siteEntry } from "../support/cloudfront/site-entry";
import { TopicMessages } from "../support/cloudfront/topic-messages";
import { onTheBench } from "../support/on-the-bench";
import { synthesizeHcl } from "../support/synthesize";

const accountId = "100000000401";
const name = "shop-window";
const topicArn = `arn:aws:sns:ap-northeast-1:${accountId}:${name}-reviews`;

const entry = siteEntry(name, { rejectedCleanup: { notificationArn: topicArn } });

// One site is walked from init to destroy: each test goes on where the one before it stopped.
onTheBench("a site that is released through a staging distribution", () => {
  let site: AppliedSite;
  let reviews: TopicMessages;

  beforeAll(async () => {
    site = await AppliedSite.open(accountId, entry);
    reviews = await TopicMessages.subscribe(site.account, topicArn);
  });
  afterAll(async () => site?.deployment.workspace.close());

  /** Holds that Terraform finds nothing to change. */
  const expectNoChanges = async () => expect(await site.deployment.changes()).toBe("");

  it("applies, with policies that a reviewer can read but where they name what gets its ID by then", async () => {
    expect(await site.deployment.unknownPolicies()).toEqual([
      // The production distribution,
      "aws_iam_role_policy.cleanup",
      // the connection,
      "aws_iam_role_policy.codepipeline",
      // and the production distribution again.
      "aws_iam_role_policy.promote",
      "aws_iam_role_policy.rejected",
      "aws_iam_role_policy.staging",
    ]);
    await site.apply();
    expect(await site.stagingParameter()).toBe("none");
    await expectNoChanges();
  });

  it("plans no changes when it is written as HCL", async () => {
    expect(await site.deployment.changesAsHcl(synthesizeHcl(entry))).toBe("");
  });

  it("is seen by nobody before its first release, but for whoever reviews that, and Terraform leaves it at that", async () => {
    expect(await site.visit()).toBe("403");
    const run = await site.review("version 1");
    expect(await site.preview()).toBe("version 1");
    expect(await site.visit()).toBe("403");
    const [staging] = await site.staging();
    expect(await site.stagingParameter()).toBe(staging?.id);
    await expectNoChanges();
    await site.approve(run);
    expect(await site.visit()).toBe("version 1");
    expect(await site.preview()).toBe("version 1");
    await site.expectNoStaging();
    await expectNoChanges();
    expect(await site.cleanUps.ids()).toEqual([]);
  });

  it("stays what it was when a release is rejected, which the log and a message tell", async () => {
    const before = await site.production();
    const run = await site.review("version 2");
    expect(await site.preview()).toBe("version 2");
    expect(await site.visit()).toBe("version 1");
    await run.reject("Approve", "the prices are wrong");
    const { status, log } = await site.cleanUps.after(0);
    expect(status, log).toBe("SUCCEEDED");
    expect(log).toMatch(
      new RegExp(
        `The release ${run.pipelineExecutionId} was rejected after \\d+ min by \\S+, saying: the prices are wrong`,
      ),
    );
    await site.expectNoStaging();
    expect((await site.production()).configXml).toBe(before.configXml);
    expect(await site.preview()).toBe("version 1");
    expect(await run.end(240)).toBe("Failed");
    await expectNoChanges();
    const [message, ...others] = await reviews.take();
    expect(others).toEqual([]);
    expect(message?.Subject).toBe(`${name}: release rejected, cleaned up`);
    expect(message?.Message).toContain("saying: the prices are wrong");
    expect(message?.Message).toContain(
      `of the release ${run.pipelineExecutionId} and its policy are deleted.`,
    );
  });

  it("is cleaned up by hand when a review was stopped", async () => {
    const run = await site.review("version 3");
    await run.stop({ abandon: true, reason: "not this year" });
    const { status, log } = await site.cleanUps.byHand();
    expect(status, log).toBe("SUCCEEDED");
    await site.expectNoStaging();
    expect(await site.visit()).toBe("version 1");
    expect(await reviews.take()).toEqual([]);
  });

  it("leaves nothing when it is destroyed then", async () => {
    await reviews.end();
    await site.deployment.destroy();
    expect(await site.deployment.leftOver()).toEqual([]);
  });
});
