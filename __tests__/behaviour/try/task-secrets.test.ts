import { expect, it } from "vitest";
import { secretOf } from "../../../tools/try/existing/task-secrets";

const secretArn = "arn:aws:secretsmanager:eu-west-1:210987654321:secret:shop/database";
const elsewhere = { accountId: "210987654321", region: "eu-west-1" };

it.each([
  ["by its whole ARN", `${secretArn}-AbCdEf`, { arn: `${secretArn}-AbCdEf` }],
  ["without what Secrets Manager adds to its name", secretArn, {}],
  [
    "with a key, a stage and a version",
    `${secretArn}-AbCdEf:password:AWSCURRENT:one`,
    { arn: `${secretArn}-AbCdEf` },
  ],
])("a container's secret is found %s", (_, valueFrom, whole) => {
  expect(secretOf(valueFrom)).toEqual({
    service: "secretsmanager",
    name: "shop/database",
    ...whole,
    ...elsewhere,
  });
});

it("a container's parameter is found by its ARN and by its name", () => {
  const arn = "arn:aws:ssm:eu-west-1:210987654321:parameter/shop/url";
  expect(secretOf(arn)).toEqual({ service: "ssm", name: "/shop/url", ...elsewhere });
  expect(secretOf("/shop/url")).toMatchObject({ service: "ssm", name: "/shop/url" });
  expect(secretOf("url")).toMatchObject({ service: "ssm", name: "url" });
});
