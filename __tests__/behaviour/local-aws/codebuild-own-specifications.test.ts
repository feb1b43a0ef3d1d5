import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, unzipSync, zipSync } from "fflate";
import { expect, it } from "vitest";
import { createProject, run } from "./builds";
import { onLocalAws } from "./on-local-aws";

const ROLE = [
  "s3:GetObject",
  "s3:PutObject",
  "ecr:GetAuthorizationToken",
  "ecr:BatchCheckLayerAvailability",
  "ecr:BatchGetImage",
  "ecr:CompleteLayerUpload",
  "ecr:InitiateLayerUpload",
  "ecr:PutImage",
  "ecr:UploadLayerPart",
];

onLocalAws(
  "The project's own image build",
  (newAccount) => {
    it("runs as a pipeline's build: the release is pushed, and named in the artifact", async () => {
      const account = newAccount();
      const bucket = `store-${account.accountId}`;
      await account.createBucket(bucket);
      await account.createImageRepository("shop");
      const repository = `${account.accountId}.dkr.ecr.${account.region}.amazonaws.com/shop`;
      const variables = { REPOSITORY_URI: repository, PUSH_LATEST: "true", CONTAINER_NAME: "web" };
      const buildspec = readFileSync(join(__dirname, "../../../buildspec/build-image.yml"), "utf8");
      await createProject(
        account,
        buildspec,
        {
          source: { type: "CODEPIPELINE" },
          artifacts: { type: "CODEPIPELINE" },
          environment: {
            type: "LINUX_CONTAINER",
            image: "image",
            computeType: "BUILD_GENERAL1_SMALL",
            privilegedMode: true,
            environmentVariables: Object.entries(variables).map(([name, value]) => ({ name, value })),
          },
        },
        ROLE,
      );
      const source = zipSync({ Dockerfile: Buffer.from("FROM scratch\n") });
      await account.client.send("s3", "PUT", `/${bucket}/source`, source);
      const resolvedSourceVersion = "0123456789abcdef0123456789abcdef01234567";
      const { build, log } = await run(account, {
        pipelineBuild: {
          pipelineName: "release",
          inputs: [{ name: "source", bucket, key: "source" }],
          outputs: [{ name: "image", bucket, key: "image" }],
          resolvedSourceVersion,
        },
      });
      expect(build.buildStatus, log.join("\n")).toBe("SUCCEEDED");
      const imageIds = [{ imageTag: "latest" }];
      const { imageDetails } = (await account.call("ecr", "DescribeImages", {
        repositoryName: "shop",
        imageIds,
      })) as { imageDetails: { imageTags: string[] }[] };
      const release = "release-0123456789ab-1";
      expect(imageDetails[0]?.imageTags.toSorted()).toEqual(["latest", release]);
      const response = await account.send("s3", "GET", `/${bucket}/image`);
      const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
      expect(JSON.parse(strFromU8(files["imagedefinitions.json"] ?? new Uint8Array()))).toEqual([
        { name: "web", imageUri: `${repository}:${release}` },
      ]);
    });
  },
  ["bash"],
);
