import { describe, expect, it, vi } from "vitest";
import { commands, createProject, endedBuild, startBuild } from "../../local-aws/builds";
import { newReview } from "./support/new-review";
import { Site } from "./support/site";
import { withScripts } from "./support/with-scripts";

vi.mock("../../../../local/aws/codepipeline/actions/index", () =>
  vi.importActual("../../local-aws/fake-actions"),
);
vi.mock("../../../../local/aws/codepipeline/artifacts/execution-artifacts", () =>
  vi.importActual("../../local-aws/fake-artifacts"),
);

const RELEASE = "11111111-1111-4111-8111-111111111111";
const files = { "index.html": "<h1>new</h1>" };

withScripts("releases that share a staging distribution", (newAccount, run) => {
  const underReview = () => newReview(newAccount());

  it("take turns: one waits until the review of the other is over", async () => {
    const { site, review } = await underReview();
    const staging = await site.parameter();
    let waits = 0;
    const { exitCode, output } = await run("make-staging.sh", site, {
      files,
      variables: { RELEASE },
      async meanwhile() {
        waits += 1;
        if (waits !== 2) return;
        expect(await site.releaseOf(staging)).toBe(review.pipelineExecutionId);
        await review.reject("Approve", "no");
        await review.end();
      },
    });
    expect(exitCode, output).toBe(0);
    expect(output).toContain(
      `  the staging distribution shows the release ${review.pipelineExecutionId}, whose execution has not ended; next look in 2 s, after 0 of at most 5 min`,
    );
    expect(await site.parameter()).toBe(staging);
    expect(await site.releaseOf(staging)).toBe(RELEASE);
  });

  it("give up in words where the review takes too long, and leave what is reviewed alone", async () => {
    const { site } = await underReview();
    const before = await site.state();
    const { exitCode, output } = await run("make-staging.sh", site, {
      files,
      variables: { RELEASE, REVIEW_WAIT_MINUTES: "0" },
    });
    expect(exitCode).toBe(1);
    expect(output).toContain("Error: gave up after 0 min on: Waiting for the staging distribution's turn.");
    expect(await site.state()).toEqual({ ...before, objects: [`releases/${RELEASE}/index.html`] });
  });

  it("use what the clean-up of the other makes room for meanwhile", async () => {
    const { site, review } = await underReview();
    const { exitCode, output } = await run("make-staging.sh", site, {
      files,
      variables: { RELEASE },
      async meanwhile() {
        if ((await review.status()) !== "InProgress") return;
        await review.reject("Approve", "no");
        await review.end();
        const other = { RELEASE: review.pipelineExecutionId };
        expect((await run("clean-up-staging.sh", site, { variables: other })).exitCode).toBe(0);
      },
    });
    expect(exitCode, output).toBe(0);
    expect(await site.releaseOf(await site.parameter())).toBe(RELEASE);
    expect((await site.account.distributions()).length).toBe(2);
  });

  it("take over from an execution that CodePipeline does not know", async () => {
    const { site } = await underReview();
    await site.serve(await site.parameter(), "99999999-9999-4999-8999-999999999999");
    const { exitCode, output, sleeps } = await run("make-staging.sh", site, {
      files,
      variables: { RELEASE },
    });
    expect(exitCode, output).toBe(0);
    expect(sleeps.length).toBeLessThan(5);
  });

  describe("clean up late", () => {
    it.each(["false", "true"])(
      "and leave the next one's alone (STAGING_IS_KEPT: %s)",
      async (STAGING_IS_KEPT) => {
        const { site, review } = await underReview();
        await site.serve(await site.parameter(), RELEASE);
        const before = await site.state();
        const { exitCode, output, calls } = await run("clean-up-staging.sh", site, {
          variables: { RELEASE: review.pipelineExecutionId, STAGING_IS_KEPT },
        });
        expect(exitCode, output).toBe(0);
        expect(output).toContain(
          `shows the release ${RELEASE}, not ${review.pipelineExecutionId}, and is left alone.`,
        );
        expect(calls.every((call) => call.startsWith("GET"))).toBe(true);
        expect(await site.state()).toEqual(before);
      },
    );

    it("and do not forget the next one's distribution, where their own is gone", async () => {
      const { site } = await underReview();
      const next = await site.parameter();
      const { exitCode, output } = await run("clean-up-staging.sh", site, {
        variables: { RELEASE, STAGING_DISTRIBUTION_ID: "EGONE" },
      });
      expect(exitCode, output).toBe(0);
      expect(await site.parameter()).toBe(next);
    });

    it("and stop at once where the next one takes the distribution in the middle", async () => {
      const { site, review } = await underReview();
      const staging = await site.parameter();
      const { exitCode, output } = await run("clean-up-staging.sh", site, {
        variables: { RELEASE: review.pipelineExecutionId },
        async meanwhile() {
          await site.serve(staging, RELEASE);
        },
      });
      expect(exitCode, output).toBe(0);
      expect(output).toContain("and is left alone.");
      expect(await site.releaseOf(staging)).toBe(RELEASE);
    });
  });

  it.each(["none", "deleted"])("have nothing to clean up where the parameter says %s", async (value) => {
    const site = await Site.create(newAccount());
    await site.writeParameter(value);
    const { exitCode, output } = await run("clean-up-staging.sh", site, { variables: { RELEASE } });
    expect(exitCode, output).toBe(0);
    expect(output).toContain(`there is nothing to clean up: /shop/cloudfront/cfcd-staging says "${value}".`);
    expect(await site.parameter()).toBe(value);
  });

  describe("let a clean-up after a rejection", () => {
    const said = "the clean-up of another release is running (build)";

    it("end before they begin", async () => {
      const account = newAccount();
      const site = await Site.create(account);
      await createProject(account, commands("sleep 600"));
      const id = await startBuild(account);
      const { exitCode, output } = await run("make-staging.sh", site, {
        files,
        variables: { RELEASE, REJECTED_PROJECT: "build" },
        async meanwhile() {
          await account.call("codebuild", "StopBuild", { id });
          await endedBuild(account, id);
        },
      });
      expect(exitCode, output).toBe(0);
      expect(output).toContain(said);
    });

    it("be, where it has ended or was never started", async () => {
      const account = newAccount();
      const site = await Site.create(account);
      await createProject(account, commands("true"));
      const variables = { RELEASE, REJECTED_PROJECT: "build" };
      const first = await run("make-staging.sh", site, { files, variables });
      expect(first.exitCode, first.output).toBe(0);
      await endedBuild(account, await startBuild(account));
      const second = await run("make-staging.sh", site, { files, variables });
      expect(second.exitCode, second.output).toBe(0);
      expect(first.output + second.output).not.toContain(said);
    });
  });
});
