import { expect, it } from "vitest";
import { build } from "../../support/code-build";
import { missingCommand } from "../../support/missing-command";
import { requires } from "../../support/requires";

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
const imageUri = `123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/team/shop@${digest}`;

// The keys that an ECR source writes (CodePipeline: Amazon ECR source action reference).
const imageDetail = {
  ImageSizeInBytes: "31415926",
  ImageDigest: digest,
  Version: "1.0",
  ImagePushedAt: "Sat Nov 21 03:00:00 UTC 2026",
  RegistryId: "123456789012",
  RepositoryName: "team/shop",
  ImageURI: imageUri,
  ImageTags: ["latest"],
};

const definitions = "imagedefinitions.json";

const convert = (text: string | undefined, containerName = "web") =>
  build("image-definitions.yml", {
    environment: { CONTAINER_NAME: containerName },
    files: text === undefined ? {} : { "imageDetail.json": text },
  });

requires(missingCommand("jq", "Install jq: https://jqlang.org/download"))("the image definitions", () => {
  it("name the image by the digest that was pushed", async () => {
    const { succeeded, artifacts, output } = await convert(JSON.stringify(imageDetail));
    expect(succeeded, output).toBe(true);
    expect(JSON.parse(artifacts[definitions] ?? "")).toEqual([{ name: "web", imageUri }]);
  });

  it("name the image also where a revision override leaves its tags out", async () => {
    const { ImageTags: _, ...untagged } = imageDetail;
    expect(JSON.parse((await convert(JSON.stringify(untagged))).artifacts[definitions] ?? "")).toEqual([
      { name: "web", imageUri },
    ]);
  });

  it("are JSON whatever the container is called", async () => {
    const name = 'we"b\\ $HOME';
    const { artifacts } = await convert(JSON.stringify(imageDetail), name);
    expect(JSON.parse(artifacts[definitions] ?? "")).toEqual([{ name, imageUri }]);
  });

  it("name the same image for every other container, each in a file of its own", async () => {
    const { succeeded, artifacts, output } = await build("image-definitions.yml", {
      environment: { CONTAINER_NAME: "web", OTHER_CONTAINER_NAMES: "app api" },
      files: { "imageDetail.json": JSON.stringify(imageDetail) },
    });
    expect(succeeded, output).toBe(true);
    expect(
      Object.fromEntries(Object.entries(artifacts).map(([file, text]) => [file, JSON.parse(text ?? "")])),
    ).toEqual({
      "imagedefinitions.json": [{ name: "web", imageUri }],
      "imagedefinitions.app.json": [{ name: "app", imageUri }],
      "imagedefinitions.api.json": [{ name: "api", imageUri }],
    });
  });

  it.each([
    ["has no image URI", JSON.stringify({ ...imageDetail, ImageURI: undefined })],
    ["has null for its image URI", JSON.stringify({ ...imageDetail, ImageURI: null })],
    ["has a number for its image URI", JSON.stringify({ ...imageDetail, ImageURI: 3 })],
    ["has an empty image URI", JSON.stringify({ ...imageDetail, ImageURI: "" })],
    ["names a tag in place of a digest", JSON.stringify({ ...imageDetail, ImageURI: "shop:latest" })],
    ["is no JSON", "<html>"],
    ["is empty", ""],
    ["is missing", undefined],
  ])("are not written, and the build fails, when imageDetail.json %s", async (_, text) => {
    const { succeeded, artifacts } = await convert(text);
    expect(succeeded).toBe(false);
    expect(artifacts).toEqual({ [definitions]: undefined });
  });
});
