import { describe, expect, it } from "vitest";
import { mergeStatements, type Statement } from "../../../../modules/iam/statement";
import { BareStack } from "../../../support/bare-stack";
import { reference } from "../../../support/minimal-modules";
import { ref } from "../../../support/ref";

const merge = (...statements: readonly Statement[]) => mergeStatements(new BareStack(), statements);

function orders<T>(values: readonly T[]): readonly (readonly T[])[] {
  if (values.length <= 1) return [values];
  return values.flatMap((value, index) =>
    orders(values.filter((_, other) => other !== index)).map((rest) => [value, ...rest]),
  );
}

describe("merging the statements of a role", () => {
  it("joins the actions on the same resources, sorted and once each", () => {
    expect(
      merge(
        { actions: ["s3:PutObject", "s3:GetObject"], resources: ["a"] },
        { actions: ["s3:GetObject"], resources: ["a"] },
      ),
    ).toEqual([{ effect: "Allow", actions: ["s3:GetObject", "s3:PutObject"], resources: ["a"] }]);
  });

  it("takes resources in another order, or listed twice, for the same", () => {
    expect(
      merge({ actions: ["a:A"], resources: ["y", "x", "y"] }, { actions: ["a:B"], resources: ["x", "y"] }),
    ).toEqual([{ effect: "Allow", actions: ["a:A", "a:B"], resources: ["x", "y"] }]);
  });

  it("takes an effect that is left out for Allow", () => {
    expect(
      merge({ actions: ["a:A"], resources: ["x"] }, { effect: "Allow", actions: ["a:B"], resources: ["x"] }),
    ).toEqual([{ effect: "Allow", actions: ["a:A", "a:B"], resources: ["x"] }]);
  });

  it("never widens: other resources, effects and conditions stay apart", () => {
    const conditions = [{ test: "StringEquals", variable: "aws:SourceAccount", values: ["1"] }];
    const statements: readonly Statement[] = [
      { actions: ["a:A"], resources: ["x"] },
      { actions: ["a:B"], resources: ["y"] },
      { effect: "Deny", actions: ["a:C"], resources: ["x"] },
      { actions: ["a:D"], resources: ["x"], conditions },
      { actions: ["a:E"], resources: ["x"], sid: "Named" },
    ];
    expect(merge(...statements)).toHaveLength(statements.length);
  });

  it("takes conditions and values in another order for the same", () => {
    const one = { test: "StringEquals", variable: "a", values: ["1", "2"] };
    const two = { test: "StringEquals", variable: "b", values: ["3"] };
    expect(
      merge(
        { actions: ["a:A"], resources: ["x"], conditions: [one, two] },
        {
          conditions: [two, { values: ["2", "1"], variable: "a", test: "StringEquals" }],
          resources: ["x"],
          actions: ["a:B"],
        },
      ),
    ).toEqual([{ effect: "Allow", actions: ["a:A", "a:B"], resources: ["x"], conditions: [one, two] }]);
  });

  it("answers the same whatever the order in which it was asked", () => {
    const passTo = (service: string): Statement => ({
      actions: ["iam:PassRole"],
      resources: ["role"],
      conditions: [{ test: "StringEquals", variable: "iam:PassedToService", values: [service] }],
    });
    const statements: readonly Statement[] = [
      passTo("ecs-tasks.amazonaws.com"),
      passTo("cloudformation.amazonaws.com"),
      { actions: ["a:B"], resources: ["y", "x"] },
      { actions: ["a:A"], resources: ["x", "y"] },
      { effect: "Deny", actions: ["iam:PassRole"], resources: ["role"] },
    ];
    const answers = orders(statements).map((order) => JSON.stringify(merge(...order)));
    expect(new Set(answers).size).toBe(1);
  });

  it("compares references by what they stand for", () => {
    const stack = new BareStack();
    const bucket = reference(stack, "bucket");
    expect(
      mergeStatements(stack, [
        { actions: ["a:A"], resources: [bucket] },
        { actions: ["a:B"], resources: [ref("var.bucket")] },
        { actions: ["a:C"], resources: [`${bucket}/*`] },
      ]),
    ).toEqual([
      { effect: "Allow", actions: ["a:A", "a:B"], resources: [ref("var.bucket")] },
      { effect: "Allow", actions: ["a:C"], resources: [`${ref("var.bucket")}/*`] },
    ]);
  });

  it("gives the same when what it gave is merged again", () => {
    const once = merge(
      { actions: ["a:B", "a:A"], resources: ["y", "x"] },
      { actions: ["a:C"], resources: ["z"] },
    );
    expect(merge(...once)).toEqual(once);
  });
});
