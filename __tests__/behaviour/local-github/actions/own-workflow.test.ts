import { expect, it } from "vitest";
import { runningImages } from "../../../../local/aws/local-ecs-service";
import { workflowsFor } from "../../../../local/github/actions/triggers/workflows-for";
import { deployWorkflow } from "../../../../modules/github/workflow/workflow";
import { conclusions, told } from "../../../support/workflow-runs";
import { onLocalAws } from "../../local-aws/on-local-aws";
import { readyToDeploy } from "./deployer";

const path = ".github/workflows/deploy.yml";

onLocalAws(
  "the workflow that this project writes",
  (newAccount, behind) => {
    const workflow = deployWorkflow({
      stack: "shop",
      fileName: path,
      variablePrefix: "SHOP",
      branch: "main",
      identity: "oidc",
    });

    it("is started by a push to its branch, and deploys the image of the commit", async () => {
      const { account, project, files, sha } = await readyToDeploy(newAccount(), behind, {
        workflow,
        prefix: "SHOP_",
      });
      expect(await workflowsFor({ branch: "main", files })).toEqual([path]);
      expect(await workflowsFor({ branch: "feature", files })).toEqual([]);
      const run = await project.run(undefined);
      expect(run.conclusion, told(run)).toBe("success");
      const { web } = await runningImages(account, "main", "app");
      const answer = await account.call("ecr", "DescribeImages", { repositoryName: "team/app" });
      const { imageDetails } = answer as { imageDetails: { imageDigest: string; imageTags: string[] }[] };
      expect(imageDetails).toMatchObject([{ imageTags: [`release-${sha}`], imageDigest: web?.digest }]);
    });

    it("releases the image of a commit again, and nothing from another branch", async () => {
      const { project, files } = await readyToDeploy(newAccount(), behind, { workflow, prefix: "SHOP_" });
      await project.run(undefined);
      const again = await project.run(undefined, { event: "workflow_dispatch" });
      expect(again.conclusion, told(again)).toBe("success");
      expect(told(again)).toContain("is there already.");
      await project.commit(files, "feature");
      const other = await project.run(undefined, { event: "workflow_dispatch", branch: "feature" });
      expect(other.conclusion).toBe("skipped");
      expect(conclusions(other, "deploy")).toEqual({});
    });
  },
  ["bash"],
);
