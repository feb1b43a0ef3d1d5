import { expect, it, vi } from "vitest";
import { builds, createPipeline, firstRun } from "./executions";
import { onLocalAws } from "./on-local-aws";

vi.mock("../../../local/aws/codepipeline/actions/index", () => vi.importActual("./fake-actions"));
vi.mock("../../../local/aws/codepipeline/artifacts/execution-artifacts", () =>
  vi.importActual("./fake-artifacts"),
);

const building = (EnvironmentVariables: string) => [
  { name: "Build", actions: [builds("succeeds", { namespace: "build" })] },
  {
    name: "Test",
    actions: [
      builds("succeeds", { name: "Test", configuration: { ProjectName: "succeeds", EnvironmentVariables } }),
    ],
  },
];

onLocalAws("a variable in a configuration", (newAccount) => {
  it("has the value of the pipeline, of an action's output, or of the execution", async () => {
    const account = newAccount();
    const text =
      "#{variables.STAGE} #{build.ProjectName} #{source.Revision} #{codepipeline.PipelineExecutionId}";
    const variables = [{ name: "STAGE", defaultValue: "dev" }];
    await createPipeline(account, building(text), { variables }, { namespace: "source" });
    const run = await account.run("pipeline", { STAGE: "prod" });
    expect(await run.end()).toBe("Succeeded");
    const [, first] = await account.executions("pipeline");
    const revision = first?.sourceRevisions[0]?.revisionId;
    const { input } = await run.action("Test");
    expect(input.configuration).toMatchObject({ EnvironmentVariables: text });
    expect(input.resolvedConfiguration?.EnvironmentVariables).toBe(
      `prod succeeds ${revision} ${run.pipelineExecutionId}`,
    );
    expect(await run.variables()).toEqual({
      "variables.STAGE": "prod",
      "source.Revision": revision,
      "build.ProjectName": "succeeds",
    });
  });

  it.each(["#{variables.OTHER}", "#{build.Other}", "#{nobody.Other}"])(
    "fails its action when it has no value: %s",
    async (reference) => {
      const account = newAccount();
      const run = await firstRun(account, building(reference));
      expect(await run.end()).toBe("Failed");
      expect((await run.action("Test")).output.executionResult.errorDetails?.message).toContain(reference);
    },
  );
});
