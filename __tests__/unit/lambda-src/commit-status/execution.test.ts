import type { CodePipelineClient, GetPipelineExecutionCommand } from "@aws-sdk/client-codepipeline";
import { describe, expect, it } from "vitest";
import { executionReader } from "../../../../lambda-src/commit-status/execution";

function reader(answer: unknown) {
  const asked: unknown[] = [];
  const send = async ({ input }: GetPipelineExecutionCommand) => {
    asked.push(input);
    return answer;
  };
  return { asked, read: executionReader({ send } as unknown as CodePipelineClient) };
}

describe("an execution", () => {
  it("is read by its pipeline and its ID", async () => {
    const artifactRevisions = [{ name: "source", revisionUrl: "https://github.com", revisionId: "1" }];
    const { asked, read } = reader({
      pipelineExecution: {
        status: "Failed",
        statusSummary: "why",
        artifactRevisions,
        executionType: "ROLLBACK",
      },
    });
    expect(await read("shop", "1")).toEqual({
      status: "Failed",
      statusSummary: "why",
      revisions: artifactRevisions,
      isRollback: true,
    });
    expect(asked).toEqual([{ pipelineName: "shop", pipelineExecutionId: "1" }]);
  });

  it("may have no revisions, and be none that takes back", async () => {
    const { read } = reader({ pipelineExecution: { status: "InProgress" } });
    expect(await read("shop", "1")).toEqual({
      status: "InProgress",
      statusSummary: undefined,
      revisions: [],
      isRollback: false,
    });
  });
});
