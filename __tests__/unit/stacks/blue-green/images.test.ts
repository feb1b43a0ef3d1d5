import { describe, expect, it } from "vitest";
import { app, bucket, images, made, proxy, variablesOf } from "../../../support/blue-green-stack";
import type { Template } from "../../../support/template";

describe("the images of a blue/green release", () => {
  const unchanged = (template: Template, other: Template) =>
    template.addresses.filter(
      (address) => JSON.stringify(template.at(address)) === JSON.stringify(other.at(address)),
    );

  it("change nothing of the first when a second one comes", () => {
    const [one, two] = [made(images(app)), made(images(app, proxy))];
    const changed = one.addresses.filter((address) => !unchanged(one, two).includes(address));
    expect(changed).toEqual([
      "aws_codebuild_project.main",
      "aws_codepipeline.main",
      "data.aws_iam_policy_document.codepipeline",
    ]);
    expect(two.addresses.filter((address) => !one.addresses.includes(address))).toEqual([
      "aws_ecr_lifecycle_policy.proxy",
      "aws_ecr_repository.proxy",
    ]);
    expect(two.action("app")).toEqual(one.action("app"));
  });

  it("lie in repositories that are named after their containers", () => {
    const template = made(images({ containerName: "Web" }, { containerName: "2nd" }));
    expect(template.at("aws_ecr_repository.web").name).toBe("app-web");
    expect(template.at("aws_ecr_repository._2nd").name).toBe("app-2nd");
  });

  it("lie in repositories that exist, or of other names, under other tags", () => {
    const template = made(
      images(
        { ...app, imageRepository: { existingRepository: "team/app" }, imageTag: "stable" },
        { ...proxy, imageRepository: { repositoryName: "team/proxy" } },
      ),
    );
    expect(template.find("aws_ecr_repository")).toMatchObject([{ name: "team/proxy" }]);
    expect(template.action("app").configuration).toEqual({ RepositoryName: "team/app", ImageTag: "stable" });
    expect(template.action("proxy")).toHaveProperty("configuration.RepositoryName", "team/proxy");
  });

  it("are four at most, each with its artifact in the build", () => {
    const names = ["a", "b", "my-app", "d"];
    const template = made(images(...names.map((containerName) => ({ containerName }))));
    expect(template.action("Build").input_artifacts).toEqual(["Definitions", "a", "b", "my_app", "d"]);
    expect(variablesOf(template).IMAGE_ARTIFACTS).toEqual({ a: "a", b: "b", "my-app": "my_app", d: "d" });
  });

  it("run in several containers", () => {
    const template = made(images({ ...app, otherContainerNames: ["worker", "cron"] }));
    expect(variablesOf(template).IMAGE_ARTIFACTS).toEqual({ app: "app", worker: "app", cron: "app" });
    expect(template.find("aws_ecr_repository")).toHaveLength(1);
  });

  it("are written by the deploy on request, each artifact read once", () => {
    const template = made({
      ...images({ ...app, otherContainerNames: ["worker"] }, proxy),
      definitions: { bucket, imagePlaceholders: true },
    });
    expect(variablesOf(template)).toMatchObject({ IMAGE_PLACEHOLDERS: "true" });
    expect(template.action("Deploy")).toMatchObject({
      input_artifacts: ["Build", "app", "proxy"],
      configuration: {
        Image1ArtifactName: "app",
        Image1ContainerName: "IMAGE1_NAME",
        Image2ArtifactName: "app",
        Image2ContainerName: "IMAGE2_NAME",
        Image3ArtifactName: "proxy",
        Image3ContainerName: "IMAGE3_NAME",
      },
    });
  });
});
