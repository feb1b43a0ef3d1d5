import { describe, expect, it } from "vitest";
import { made, stagesIn } from "../../../support/blue-green-stack";

describe("the stages of a blue/green release", () => {
  const command = ["bin/migrate"];

  it("are the same whether a migration or its stage is written", () => {
    const short = made({ migration: { command } });
    const long = made({
      stages: [
        { type: "migrate", stageName: "Migrate", command },
        { type: "blue-green", stageName: "Deploy" },
      ],
    });
    for (const address of short.addresses) expect(long.at(address)).toEqual(short.at(address));
    expect(long.addresses).toEqual(short.addresses);
  });

  it("take approvals and tests between migration and deployment", () => {
    const template = made({
      stages: [
        { type: "migrate", stageName: "Schema", command, actionName: "Run" },
        { type: "approve", stageName: "Approve" },
        {
          type: "stage",
          stageName: "Release",
          onFailure: { result: "ROLLBACK" },
          actions: [
            { type: "blue-green", actionName: "Shift" },
            { type: "test", actionName: "Smoke", runOrder: 2, buildspec: "version: 0.2\nphases: {}\n" },
          ],
        },
      ],
    });
    expect(stagesIn(template).slice(2)).toMatchObject([
      { name: "Schema", action: [{ name: "Run", provider: "CodeBuild" }] },
      { name: "Approve", action: [{ provider: "Manual" }] },
      {
        name: "Release",
        on_failure: { result: "ROLLBACK" },
        action: [
          { name: "Shift", provider: "CodeDeployToECS" },
          { name: "Smoke", provider: "CodeBuild", run_order: 2 },
        ],
      },
    ]);
    expect(template.at("aws_codebuild_project.run").name).toBe("app-run");
  });
});
