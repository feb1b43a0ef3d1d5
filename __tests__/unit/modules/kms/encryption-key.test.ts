import { describe, expect, it } from "vitest";
import { EncryptionKey } from "../../../../modules/kms/encryption-key";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf } from "../../../support/findings";
import { arn, ref } from "../../../support/ref";
import { Template } from "../../../support/template";

function withKey(aliasName = "shop"): BareStack {
  const stack = new BareStack();
  new EncryptionKey(stack, "key", { aliasName });
  return stack;
}

describe("an encryption key", () => {
  it("is made anew every year, and has a name", () => {
    const template = new Template(withKey());
    expect(template.at("aws_kms_key.key")).toMatchObject({ enable_key_rotation: true });
    expect(template.at("aws_kms_alias.key")).toEqual({
      name: "alias/shop",
      target_key_id: ref("aws_kms_key.key.key_id"),
    });
  });

  it("lets IAM say who uses it, and CloudWatch Logs of this account and Region", () => {
    const [account, logs] = new Template(withKey()).statements("key");
    expect(account).toMatchObject({ principals: [{ type: "AWS" }], actions: ["kms:*"] });
    expect(logs).toMatchObject({
      principals: [
        { type: "Service", identifiers: [`logs.${ref("data.aws_region.current.id")}.amazonaws.com`] },
      ],
      condition: [
        {
          test: "ArnLike",
          variable: "kms:EncryptionContext:aws:logs:arn",
          values: [arn("logs", "log-group:*")],
        },
      ],
    });
  });

  it.each(["aws/shop", "shop.com", ""])("refuses the alias %j", (aliasName) => {
    expect(findingsOf(withKey(aliasName))).toMatchObject([{ says: expect.stringMatching(/^aliasName is /) }]);
  });
});
