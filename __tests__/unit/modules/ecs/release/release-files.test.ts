import { describe, expect, it } from "vitest";
import { appSpec } from "../../../../../modules/ecs/app-spec/app-spec";
import { type ReleaseInput, releaseFiles } from "../../../../../modules/ecs/release/release-files";
import { describedFargate } from "../../../../support/task-definitions/described-fargate";
import { imageUri } from "../../../../support/task-definitions/image-uri";

const images = { app: imageUri("shop/app"), proxy: imageUri("shop/proxy", "b") };
const migration = { family: "shop-migration", containerName: "app", command: ["migrate"] };
const input: ReleaseInput = {
  taskDefinition: describedFargate,
  appSpec: appSpec({ containerName: "proxy", containerPort: 80 }),
  images,
  roles: {},
  usesPlaceholders: false,
};
const release = (change: Partial<ReleaseInput> = {}) => releaseFiles({ ...input, ...change });

describe("a release's files", () => {
  it("are two, and three with a migration", () => {
    expect(Object.keys(release().files)).toEqual(["taskdef.json", "appspec.yaml"]);
    expect(Object.keys(release({ migration }).files)).toContain("migration-taskdef.json");
  });

  it("say which file a warning is about", () => {
    expect(release().warnings[0]).toMatchObject({ file: "taskdef.json", path: "taskRoleArn" });
  });

  it("are made of what describe-task-definition answers as well", () => {
    const { tags: _, ...described } = JSON.parse(describedFargate);
    const answer = JSON.stringify({ taskDefinition: described, tags: [{ key: "team", value: "shop" }] });
    const { files, problems } = release({ taskDefinition: answer });
    expect(problems).toEqual([]);
    expect(JSON.parse(files["taskdef.json"] ?? "")).toMatchObject({ tags: [{ key: "team", value: "shop" }] });
  });

  it("give a role to a task definition that lacks one, before it is checked", () => {
    const lacking = describedFargate.replace(/ *"executionRoleArn".*\n/, "");
    expect(release({ taskDefinition: lacking }).problems).not.toEqual([]);
    const roles = { executionRoleArn: "arn:aws:iam::123456789012:role/shop-execution" };
    expect(release({ taskDefinition: lacking, roles }).problems).toEqual([]);
  });

  it("take a file whose images a team wrote as placeholders, where each is filled", () => {
    const taskDefinition = describedFargate
      .replace(/"image": ".*app:staging"/, '"image": "<IMAGE1_NAME>"')
      .replace(/"image": ".*proxy:staging"/, '"image": "<IMAGE2_NAME>"');
    expect(release({ taskDefinition }).problems).toEqual([]);
    expect(release({ taskDefinition, images: { app: images.app } }).problems).toMatchObject([
      { path: "containerDefinitions[1].image", got: "<IMAGE2_NAME>" },
    ]);
  });

  it("are none where there is a problem, whatever file it is in", () => {
    const wrongContainer = appSpec({ containerName: "web", containerPort: 80 });
    const { files, problems } = release({
      appSpec: wrongContainer,
      images: { ...images, worker: "w" },
      migration,
    });
    expect(files).toEqual({});
    expect(problems.map(({ file }) => file)).toEqual(["taskdef.json", "appspec.yaml"]);
  });

  it("name a problem once, and not again for the migration", () => {
    const taskDefinition = describedFargate.replace('"cpu": "256"', '"cpu": "300"');
    expect(release({ taskDefinition, migration }).problems).toMatchObject([
      { file: "taskdef.json", path: "cpu" },
    ]);
  });

  it("are none where the task definition of the migration alone would be refused", () => {
    const { files, problems } = release({ migration: { ...migration, family: "shop.migration" } });
    expect(files).toEqual({});
    expect(problems).toMatchObject([{ file: "migration-taskdef.json", path: "family" }]);
  });
});
