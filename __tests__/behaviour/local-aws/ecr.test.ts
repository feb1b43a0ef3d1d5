import { expect, it } from "vitest";
import { onLocalAws } from "./on-local-aws";

onLocalAws("ECR", (newAccount) => {
  async function accountWithRepository(settings: object = {}) {
    const account = newAccount();
    await account.call("ecr", "CreateRepository", { repositoryName: "app", ...settings });
    return account;
  }

  it("gives two manifests two digests, and both readings of an image the same", async () => {
    const account = await accountWithRepository();
    const first = await account.pushImage({ repository: "app", tag: "first", content: "1" });
    const second = await account.pushImage({ repository: "app", tag: "second", content: "2" });
    expect(first.digest).not.toBe(second.digest);

    const ids = { repositoryName: "app", imageIds: [{ imageTag: "second" }] };
    await expect(account.call("ecr", "DescribeImages", ids)).resolves.toMatchObject({
      imageDetails: [{ imageDigest: second.digest }],
    });
    await expect(account.call("ecr", "BatchGetImage", ids)).resolves.toMatchObject({
      images: [{ imageId: { imageDigest: second.digest } }],
    });
  });

  it("moves a tag to the image pushed last, and back", async () => {
    const account = await accountWithRepository();
    const push = (content: string) => account.pushImage({ repository: "app", tag: "latest", content });
    const tagged = async () => {
      const answer = await account.call("ecr", "DescribeImages", {
        repositoryName: "app",
        imageIds: [{ imageTag: "latest" }],
      });
      return (answer as { imageDetails: { imageDigest: string }[] }).imageDetails[0]?.imageDigest;
    };
    const first = await push("1");
    const second = await push("2");
    expect(await tagged()).toBe(second.digest);
    await push("1");
    expect(await tagged()).toBe(first.digest);
  });

  it("refuses another image under a tag that is immutable", async () => {
    const account = await accountWithRepository({ imageTagMutability: "IMMUTABLE" });
    await account.pushImage({ repository: "app", tag: "1.0", content: "1" });
    await expect(account.pushImage({ repository: "app", tag: "1.0", content: "2" })).rejects.toMatchObject({
      code: "ImageTagAlreadyExistsException",
    });
  });

  it("refuses the same image under the same tag", async () => {
    const account = await accountWithRepository();
    await account.pushImage({ repository: "app", tag: "1.0", content: "1" });
    await expect(account.pushImage({ repository: "app", tag: "1.0", content: "1" })).rejects.toMatchObject({
      code: "ImageAlreadyExistsException",
    });
  });

  it("refuses a digest that is not the manifest's", async () => {
    const account = await accountWithRepository();
    const image = { repositoryName: "app", imageManifest: "{}", imageDigest: `sha256:${"0".repeat(64)}` };
    await expect(account.call("ecr", "PutImage", image)).rejects.toMatchObject({
      code: "ImageDigestDoesNotMatchException",
    });
  });

  it("turns scanning off when an SDK leaves its false out", async () => {
    const account = await accountWithRepository({ imageScanningConfiguration: { scanOnPush: true } });
    await account.call("ecr", "PutImageScanningConfiguration", {
      repositoryName: "app",
      imageScanningConfiguration: {},
    });
    await expect(account.call("ecr", "DescribeRepositories")).resolves.toMatchObject({
      repositories: [{ imageScanningConfiguration: { scanOnPush: false } }],
    });
  });
});
