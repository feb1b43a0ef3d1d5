import { z } from "zod";
import { elements, elementText } from "../../local/aws/client/xml";
import { LocalAccount } from "../../local/aws/local-account";

const pipelineList = z.object({ pipelines: z.array(z.object({ name: z.string() })) });
const store = z.object({ location: z.string() });
const onePipeline = z.object({
  pipeline: z.object({
    artifactStore: store.optional(),
    artifactStores: z.record(z.string(), store).optional(),
  }),
});
const repositoryList = z.object({ repositories: z.array(z.object({ repositoryName: z.string() })) });

/** Waits until no execution goes on, and deletes artifacts and images: AWS keeps a bucket and a repository that hold some. */
export async function deleteWhatExecutionsMade(account: LocalAccount): Promise<void> {
  for (const { name } of pipelineList.parse(await account.call("codepipeline", "ListPipelines")).pipelines) {
    for (const { pipelineExecutionId } of await account.executions(name)) {
      await account.attach(name, pipelineExecutionId).rest(120);
    }
    const { pipeline } = onePipeline.parse(await account.call("codepipeline", "GetPipeline", { name }));
    const { artifactStore, artifactStores = {} } = pipeline;
    const stores = { ...(artifactStore && { [account.region]: artifactStore }), ...artifactStores };
    for (const [region, { location }] of Object.entries(stores)) {
      await emptyBucket(new LocalAccount(account.endpoint, account.accountId, region), location);
    }
  }
  const { repositories } = repositoryList.parse(await account.call("ecr", "DescribeRepositories"));
  for (const { repositoryName } of repositories) {
    const { imageIds } = (await account.call("ecr", "ListImages", { repositoryName })) as {
      imageIds: readonly object[];
    };
    if (imageIds.length > 0) await account.call("ecr", "BatchDeleteImage", { repositoryName, imageIds });
  }
}

async function emptyBucket(account: LocalAccount, bucket: string): Promise<void> {
  const listed = await (await account.send("s3", "GET", `/${bucket}?versions`)).text();
  for (const kind of ["Version", "DeleteMarker"]) {
    for (const version of elements(listed, kind)) {
      const key = (elementText(version, "Key") ?? "").split("/").map(encodeURIComponent).join("/");
      const id = encodeURIComponent(elementText(version, "VersionId") ?? "null");
      const response = await account.send("s3", "DELETE", `/${bucket}/${key}?versionId=${id}`);
      if (!response.ok) throw new Error(`${bucket}/${key} was not deleted: ${await response.text()}`);
    }
  }
}
