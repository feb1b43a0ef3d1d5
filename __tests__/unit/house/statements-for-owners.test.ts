import { expect, it } from "vitest";
import { releasePath, service } from "../../support/minimal-entries";
import { stackOf } from "../../support/minimal-stacks";
import { codeBlocks } from "../../support/page";
import { type Block, Template } from "../../support/template";

// What docs/accounts.md deploys to another account, with a bucket, a key and a repository that are made.
const template = new Template(
  stackOf(
    releasePath(
      [
        {
          type: "deploy",
          stageName: "Production",
          account: { id: "222222222222" },
          service: { ...service, taskRoles: ["billing-execution", "billing-task"] },
        },
      ],
      {
        name: "billing",
        allowedAccountIds: ["111111111111"],
        artifactStore: { bucket: "your-organization-billing-artifact" },
      },
    ),
  ),
);

interface Condition {
  readonly test: string;
  readonly variable: string;
  readonly values: readonly string[];
}

const list = (value: unknown): readonly unknown[] => [value].flat();

/** A statement of the page, in the words of a policy document. */
function written({ Effect, Principal, Action, Resource, Condition = {} }: Record<string, unknown>): Block {
  return {
    effect: Effect,
    principals: Object.entries(Principal as object).map(([type, of]) => ({ type, identifiers: list(of) })),
    actions: Action,
    ...(Resource === undefined ? {} : { resources: list(Resource) }),
    condition: Object.entries(Condition as object).flatMap(([test, keys]) =>
      Object.entries(keys as object).map(([variable, values]) => ({ test, variable, values: list(values) })),
    ),
  };
}

const inPartition = (value: readonly Block[]): unknown =>
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference of Terraform's.
  JSON.parse(JSON.stringify(value).replaceAll("${data.aws_partition.current.partition}", "aws"));

/** What a document says of the other account. */
const made = (document: string) =>
  inPartition(
    template
      .statements(document)
      .filter((statement) =>
        ((statement.condition ?? []) as readonly Condition[]).some(
          ({ variable }) => variable === "aws:PrincipalArn",
        ),
      ),
  );

it("docs/accounts.md gives owners of a bucket, a key and a repository the statements that are made otherwise", () => {
  const policies = codeBlocks("docs/accounts.md", "json").map((text) =>
    (JSON.parse(text) as readonly Record<string, unknown>[]).map(written),
  );
  expect(policies).toEqual([made("artifact"), made("artifact_key"), made("main_pull")]);
});
