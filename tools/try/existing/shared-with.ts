import type { LocalAccount } from "../../../local/aws/local-account";
import { type AnyReleasePathSettings, deploysOf } from "../../../settings/schema/release-path";

type Statement = Readonly<Record<string, unknown>>;

const document = (...statements: readonly Statement[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** The other accounts that a release path deploys to, as principals of policies. */
export function otherAccounts(settings: AnyReleasePathSettings): readonly string[] {
  const ids = deploysOf(settings).flatMap(({ account }) => (account === undefined ? [] : [account.id]));
  return [...new Set(ids)].map((id) => `arn:aws:iam::${id}:root`);
}

/** Lets other accounts pull from a repository that exists, as docs/accounts.md asks its owner to. */
export async function shareRepository(
  account: LocalAccount,
  repositoryName: string,
  principals: readonly string[],
): Promise<void> {
  if (principals.length === 0) return;
  const Action = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
  const policyText = document({ Effect: "Allow", Principal: { AWS: principals }, Action });
  await account.call("ecr", "SetRepositoryPolicy", { repositoryName, policyText });
}

/** Lets other accounts read a bucket that exists. */
export async function shareBucket(
  account: LocalAccount,
  bucket: string,
  principals: readonly string[],
): Promise<void> {
  if (principals.length === 0) return;
  const allowed = { Effect: "Allow", Principal: { AWS: principals } };
  const arn = `arn:aws:s3:::${bucket}`;
  const policy = document(
    { ...allowed, Action: ["s3:GetObject", "s3:GetObjectVersion"], Resource: `${arn}/*` },
    { ...allowed, Action: ["s3:GetBucketLocation", "s3:GetBucketVersioning"], Resource: arn },
  );
  const response = await account.send("s3", "PUT", `/${bucket}?policy`, policy);
  if (!response.ok) throw new Error(`The bucket ${bucket} got no policy: ${await response.text()}`);
}

/** Lets other accounts decrypt with a key that exists. */
export async function shareKey(
  account: LocalAccount,
  KeyId: string,
  principals: readonly string[],
): Promise<void> {
  if (principals.length === 0) return;
  const owner = { AWS: `arn:aws:iam::${account.accountId}:root` };
  const Policy = document(
    { Effect: "Allow", Principal: owner, Action: "kms:*", Resource: "*" },
    {
      Effect: "Allow",
      Principal: { AWS: principals },
      Action: ["kms:Decrypt", "kms:DescribeKey"],
      Resource: "*",
    },
  );
  await account.call("kms", "PutKeyPolicy", { KeyId, PolicyName: "default", Policy });
}
