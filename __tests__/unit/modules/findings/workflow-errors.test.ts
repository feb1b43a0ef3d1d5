import { describe, expect, it } from "vitest";
import { type WorkflowOptions, workflowErrors } from "../../../../modules/findings/workflow-errors";
import { workflowVariants } from "../../../support/workflow-props";

const fileName = ".github/workflows/deploy.yml";
const found = (options: Partial<WorkflowOptions>) =>
  workflowErrors("workflow", { fileName, ...options }).map(({ code, property }) => [code, property]);

describe("what is refused of a workflow", () => {
  it.each(Object.entries(workflowVariants).filter(([name]) => !name.includes("expression")))(
    "is nothing in %s",
    (_, { buildArguments, ...options }) => {
      expect(workflowErrors("workflow", options)).toEqual([]);
      expect(workflowErrors("workflow", { ...options, buildArguments: buildArguments ?? {} })).toEqual([]);
    },
  );

  it.each<[Partial<WorkflowOptions>, string, string]>([
    [{ workflowName: `a \${{ b }}` }, "GITHUB-WORKFLOW-EXPRESSION", "workflow.workflowName"],
    [{ environment: `\${{ b }}` }, "GITHUB-WORKFLOW-EXPRESSION", "workflow.environment"],
    [{ audience: `\${{ b }}` }, "GITHUB-WORKFLOW-EXPRESSION", "workflow.audience"],
    [{ runsOn: `\${{ b }}` }, "GITHUB-WORKFLOW-EXPRESSION", "workflow.runsOn"],
    [{ dockerfile: `\${{ b }}` }, "GITHUB-WORKFLOW-EXPRESSION", "workflow.dockerfile"],
    [{ context: `\${{ b }}` }, "GITHUB-WORKFLOW-EXPRESSION", "workflow.context"],
    [{ pathFilters: [`\${{ b }}`] }, "GITHUB-WORKFLOW-EXPRESSION", "workflow.pathFilters"],
    [{ buildArguments: { A: `\${{ b }}` } }, "GITHUB-WORKFLOW-EXPRESSION", "workflow.buildArguments.A"],
    [{ buildArguments: { "A-B": "" } }, "GITHUB-BUILD-ARGUMENT-NAME", "workflow.buildArguments"],
    [{ workflowName: `\${TfToken[TOKEN.1]}` }, "LITERAL-NEEDED", "workflow.workflowName"],
    [{ fileName: "deploy.yml" }, "GITHUB-WORKFLOW-FILE", "workflow.fileName"],
    [{ fileName: ".github/workflows/a/b.yml" }, "GITHUB-WORKFLOW-FILE", "workflow.fileName"],
    [{ fileName: ".github/workflows/a.json" }, "GITHUB-WORKFLOW-FILE", "workflow.fileName"],
    [{ dockerfile: "/Dockerfile" }, "GITHUB-WORKFLOW-PATH", "workflow.dockerfile"],
    [{ dockerfile: "../Dockerfile" }, "GITHUB-WORKFLOW-PATH", "workflow.dockerfile"],
    [{ context: "-" }, "GITHUB-WORKFLOW-PATH", "workflow.context"],
    [{ context: "" }, "GITHUB-WORKFLOW-PATH", "workflow.context"],
    [{ context: "https://example.com/x.git" }, "GITHUB-WORKFLOW-PATH", "workflow.context"],
    [{ platform: "linux/amd64,linux/arm64" }, "GITHUB-WORKFLOW-PLATFORM", "workflow.platform"],
    [{ platform: "arm64" }, "GITHUB-WORKFLOW-PLATFORM", "workflow.platform"],
    [{ pathFilters: [] }, "LIST-EMPTY", "workflow.pathFilters"],
    [{ pathFilters: ["!docs/**"] }, "GITHUB-PATH-FILTERS", "workflow.pathFilters"],
    [{ pathFilters: ["a", " "] }, "TEXT-EMPTY", "workflow.pathFilters"],
    [{ runsOn: [] }, "LIST-EMPTY", "workflow.runsOn"],
    [{ runsOn: "" }, "TEXT-EMPTY", "workflow.runsOn"],
    [{ runsOn: ["a", "a"] }, "LIST-DUPLICATE", "workflow.runsOn"],
    [{ timeoutInMinutes: 361 }, "VALUE-RANGE", "workflow.timeoutInMinutes"],
    [{ waitInMinutes: 0 }, "VALUE-RANGE", "workflow.waitInMinutes"],
    [{ waitInMinutes: 60 }, "GITHUB-WORKFLOW-WAIT", "workflow.waitInMinutes"],
    [{ timeoutInMinutes: 30 }, "GITHUB-WORKFLOW-WAIT", "workflow.waitInMinutes"],
  ])("%j: %s", (options, code, property) => {
    expect(found(options)).toEqual([[code, property]]);
  });
});
