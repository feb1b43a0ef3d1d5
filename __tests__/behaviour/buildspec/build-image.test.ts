import { describe, expect, it } from "vitest";
import { type BuildOptions, build, loginPassword } from "../../support/code-build";
import { missingCommand } from "../../support/missing-command";
import { requires } from "../../support/requires";

const host = "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com";
const repository = `${host}/team/shop`;
const release = `${repository}:release-0123456789ab-7`;

// What CodeBuild sets, and the three variables of the project.
const environment = {
  AWS_REGION: "ap-northeast-1",
  CODEBUILD_BUILD_NUMBER: "7",
  CODEBUILD_RESOLVED_SOURCE_VERSION: "0123456789abcdef0123456789abcdef01234567",
  CONTAINER_NAME: "web",
  PUSH_LATEST: "true",
  REPOSITORY_URI: repository,
};

const imageBuild = (options: Partial<BuildOptions> = {}) =>
  build("build-image.yml", { environment, ...options });
const definitions = "imagedefinitions.json";

requires(missingCommand("bash", "Install bash 4 or later."))("the image build", () => {
  it("logs in, builds, and pushes a release tag and latest, in this order", async () => {
    const { succeeded, calls, output } = await imageBuild();
    expect(succeeded, output).toBe(true);
    expect(calls).toEqual([
      "aws ecr get-login-password --region ap-northeast-1",
      `docker login --username AWS --password-stdin ${host}`,
      `docker build --tag ${release} .`,
      `docker push ${release}`,
      `docker tag ${release} ${repository}:latest`,
      `docker push ${repository}:latest`,
    ]);
  });

  it("hands docker the password that aws answered, and nothing beside it", async () => {
    expect((await imageBuild()).stdin).toBe(loginPassword);
  });

  it("shows the password in no argument and in no environment", async () => {
    const { calls, environment: seen } = await imageBuild();
    expect(`${calls.join("\n")}\n${seen}`).not.toContain(loginPassword);
  });

  it("shows it to no command even where the shell exports whatever is assigned", async () => {
    const { succeeded, environment: seen } = await imageBuild({
      environment: { ...environment, SHELLOPTS: "allexport" },
    });
    expect(succeeded).toBe(true);
    expect(seen).not.toContain(loginPassword);
  });

  it("names the pushed release for the ECS action, in the one form that it reads", async () => {
    const { artifacts } = await imageBuild();
    expect(JSON.parse(artifacts[definitions] ?? "")).toEqual([{ name: "web", imageUri: release }]);
  });

  it("names it for every other container in a file of its own, and makes no such file without one", async () => {
    const named = { ...environment, OTHER_CONTAINER_NAMES: "app api" };
    const { artifacts } = await imageBuild({ environment: named });
    expect(Object.keys(artifacts).sort()).toEqual([
      "imagedefinitions.api.json",
      "imagedefinitions.app.json",
      definitions,
    ]);
    expect(JSON.parse(artifacts["imagedefinitions.app.json"] ?? "")).toEqual([
      { name: "app", imageUri: release },
    ]);
    expect(Object.keys((await imageBuild()).artifacts)).toEqual([definitions]);
  });

  it("makes another tag of the next build of the same commit", async () => {
    const { calls } = await imageBuild({ environment: { ...environment, CODEBUILD_BUILD_NUMBER: "8" } });
    expect(calls).toContain(`docker push ${repository}:release-0123456789ab-8`);
  });

  it.each(["false", "TRUE", ""])("leaves latest alone when PUSH_LATEST is %j", async (PUSH_LATEST) => {
    const { succeeded, calls } = await imageBuild({ environment: { ...environment, PUSH_LATEST } });
    expect(succeeded).toBe(true);
    expect(calls.filter((call) => call.includes("latest"))).toEqual([]);
  });

  describe("that fails", () => {
    it.each([
      ["aws answers with no password", "aws *", 1],
      ["the registry refuses the login", "docker login*", 2],
      ["the image does not build", "docker build*", 3],
      ["the release is not pushed", "docker push *release*", 4],
      ["latest cannot be tagged", "docker tag*", 5],
      ["latest is not pushed", "docker push *latest", 6],
    ])("because %s stops there and names no image", async (_, failing, callsSoFar) => {
      const { succeeded, calls, artifacts } = await imageBuild({ failing });
      expect(succeeded).toBe(false);
      expect(calls).toHaveLength(callsSoFar);
      expect(artifacts).toEqual({ [definitions]: undefined });
    });
  });
});
