import { describe, expect, it } from "vitest";
import { readable, readableArn, readableArns } from "../../../report/readable";

const here = { region: "eu-central-1", accountIds: ["111111111111"] };
const own = (service: string, resource: string) =>
  `arn:\${data.aws_partition.current.partition}:${service}:\${data.aws_region.current.id}:\${data.aws_caller_identity.current.account_id}:${resource}`;

describe("an ARN as a reviewer reads it", () => {
  it.each([
    ["of the stack's own place is its resource", own("ecs", "service/shop/web"), "service/shop/web"],
    ["may hold colons", own("logs", "log-group:/aws/codebuild/shop:*"), "log-group:/aws/codebuild/shop:*"],
    ["of a bucket has no place", "arn:aws:s3:::shop-artifacts/*", "shop-artifacts/*"],
    ["of another account says so", "arn:aws:iam::222222222222:role/deploy", "role/deploy of 222222222222"],
    [
      "of another Region says so",
      "arn:aws:ecs:us-east-1:111111111111:service/shop/web",
      "service/shop/web in us-east-1",
    ],
    [
      "written out, of the stack's own place",
      "arn:aws:ecs:eu-central-1:111111111111:cluster/shop",
      "cluster/shop",
    ],
    ["of any place says so", "arn:aws:ecs:*:*:cluster/shop", "cluster/shop of any account in any Region"],
    ["that only Terraform knows is its address", `\${aws_kms_key.main.arn}`, "aws_kms_key.main"],
    [
      "of an account that only Terraform knows names it",
      `arn:aws:iam::\${data.aws_caller_identity.other.account_id}:role/deploy`,
      "role/deploy of data.aws_caller_identity.other.account_id",
    ],
    ["that is every resource stays", "*", "*"],
    ["keeps a variable of a policy", `arn:aws:s3:::shop/$\${aws:username}/*`, `shop/\${aws:username}/*`],
  ])("%s", (_, arn, words) => {
    expect(readableArn(arn, here)).toBe(words);
  });

  it("says its account where the stack may be applied in several", () => {
    const either = { ...here, accountIds: ["111111111111", "222222222222"] };
    expect(readableArn("arn:aws:iam::111111111111:role/deploy", either)).toBe("role/deploy of 111111111111");
  });
});

it("an ARN that may be one of several is each of them", () => {
  expect(readableArns(`\${coalesce(aws_iam_role.a.arn, data.aws_x.b.role_arn)}`, here)).toEqual([
    "aws_iam_role.a",
    "data.aws_x.b.role_arn",
  ]);
  expect(readableArns("*", here)).toEqual(["*"]);
});

it("a text shows references without braces, and what is no reference as it was written", () => {
  expect(readable(`\${aws_ecs_cluster.main.name}/web, $\${literal} and %%{literal}`)).toBe(
    `aws_ecs_cluster.main.name/web, \${literal} and %{literal}`,
  );
});
