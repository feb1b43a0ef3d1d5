import { describe, expect, it } from "vitest";
import { app, images, made, proxy } from "../../../support/blue-green-stack";
import type { Block } from "../../../support/template";

describe("the build of a blue/green release", () => {
  it("runs this project's specification without Docker and without access to images", () => {
    const template = made(images(app, proxy));
    const { source, environment } = template.at("aws_codebuild_project.main") as {
      readonly source: { readonly buildspec: string };
      readonly environment: Block;
    };
    expect(source.buildspec).toContain("IMAGE_ARTIFACTS");
    expect(source.buildspec).toContain("appspec.yaml");
    expect(environment.privileged_mode).toBe(false);
    const actions = template.statements("codebuild").flatMap((statement) => statement.actions as string[]);
    expect(actions.filter((action) => /^(ecr|ecs|iam):/.test(action))).toEqual([]);
  });

  it("takes the options of every build, and a specification of the team's", () => {
    const template = made({ build: { buildspec: "version: 0.2\nphases: {}\n", buildTimeout: 15 } });
    expect(template.at("aws_codebuild_project.main")).toMatchObject({
      build_timeout: 15,
      source: { buildspec: "version: 0.2\nphases: {}\n" },
    });
  });
});
