import { describe, expect, it } from "vitest";
import { EncryptionKey } from "../../../../modules/kms/encryption-key";
import { ExistingArtifactStore } from "../../../../modules/s3/existing-artifact-store";
import { resolved } from "../../../../modules/terraform/resolved";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf, warningsOf } from "../../../support/findings";
import { artifactStore, emptyPipeline } from "../../../support/minimal-modules";
import { bucketArn, ref } from "../../../support/ref";
import { Template } from "../../../support/template";

const kmsKeyArn = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000";

const role = { accountId: "210987654321", roleName: "deploy" };

function existing(props: { readonly bucketName?: string; readonly kmsKeyArn?: string } = {}) {
  const stack = new BareStack();
  const store = new ExistingArtifactStore(stack, "artifact", { bucketName: "shared-artifacts", ...props });
  return { stack, store };
}

describe("an artifact store that exists", () => {
  it("makes and reads nothing of S3's", () => {
    const { stack, store } = existing({ kmsKeyArn });
    emptyPipeline(stack, { artifactStore: store });
    expect(new Template(stack).addresses.filter((address) => /s3|kms/.test(address))).toEqual([]);
  });

  it("is given to the pipeline by its name, with its key", () => {
    const { stack, store } = existing({ kmsKeyArn });
    emptyPipeline(stack, { artifactStore: store });
    expect(new Template(stack).at("aws_codepipeline.pipeline").artifact_store).toEqual([
      { type: "S3", location: "shared-artifacts", encryption_key: { type: "KMS", id: kmsKeyArn } },
    ]);
  });

  it.each([undefined, kmsKeyArn])("asks for the permissions of one that is made, with the key %j", (key) => {
    const own = new BareStack();
    const made = artifactStore(own, { bucket: "shared-artifacts", ...(key && { kmsKeyArn: key }) });
    const { stack, store } = existing(key ? { kmsKeyArn: key } : {});
    expect(resolved(stack, store.readWrite())).toEqual(resolved(own, made.readWrite()));
    expect(resolved(stack, store.bucketArn)).toBe(bucketArn("shared-artifacts"));
  });

  it("warns that another account's role needs a statement in its policy, which is not made here", () => {
    const { stack, store } = existing({ kmsKeyArn });
    store.letRead(role);
    expect(warningsOf(stack)).toEqual([
      expect.stringMatching(/^bare\/artifact: .*from a bucket whose policy is not made here/),
      expect.stringMatching(/^bare\/artifact: .*the key's policy is not made here/),
    ]);
  });

  it("lets another account's role decrypt with a key that is made here", () => {
    const stack = new BareStack();
    const encryptionKey = new EncryptionKey(stack, "key", { aliasName: "artifacts" });
    const store = new ExistingArtifactStore(stack, "artifact", { bucketName: "shared", encryptionKey });
    store.letRead(role);
    expect(resolved(stack, store.kmsKeyArn)).toBe(ref("aws_kms_key.key.arn"));
    expect(store.kmsKeyAlias).toBe("artifacts");
    expect(JSON.stringify(new Template(stack).statements("key"))).toContain(role.roleName);
    expect(warningsOf(stack)).toHaveLength(1);
  });

  it("refuses another account's role where a key of AWS's encrypts", () => {
    const { stack, store } = existing();
    store.letRead(role);
    expect(findingsOf(stack)).toMatchObject([{ at: "bare/artifact", got: '"shared-artifacts"' }]);
  });

  it("refuses a wrong name and a wrong key at once", () => {
    expect(findingsOf(existing({ bucketName: "Shared", kmsKeyArn: "alias/a" }).stack)).toMatchObject([
      { at: "bare/artifact", says: expect.stringMatching(/^bucketName is not a valid bucket name/) },
      { at: "bare/artifact", says: expect.stringMatching(/^kmsKeyArn is not an ARN/) },
    ]);
  });
});
