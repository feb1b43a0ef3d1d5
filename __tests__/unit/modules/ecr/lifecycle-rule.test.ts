import { describe, expect, it } from "vitest";
import {
  keepLast30Releases,
  type LifecycleRule,
  lifecycleFindings,
  lifecyclePolicy,
} from "../../../../modules/ecr/lifecycle-rule";
import { ref } from "../../../support/ref";

const policyOf = (...rules: readonly LifecycleRule[]) => JSON.parse(lifecyclePolicy(rules)).rules;
const problemsOf = (...rules: readonly LifecycleRule[]) =>
  lifecycleFindings(rules).map(({ property, problem }) => `${property} ${problem}`);

describe("the policy of lifecycle rules", () => {
  it("is exactly what ECR documents for keeping the last 30 releases", () => {
    expect(policyOf(keepLast30Releases)).toEqual([
      {
        rulePriority: 1,
        description: "Keep last 30 release tagged images",
        selection: {
          tagStatus: "tagged",
          tagPrefixList: ["release"],
          countType: "imageCountMoreThan",
          countNumber: 30,
        },
        action: { type: "expire" },
      },
    ]);
  });

  it("counts days since the push with a unit, as ECR wants it", () => {
    expect(policyOf({ tagStatus: "untagged", expireAfterDays: 14 })[0].selection).toEqual({
      tagStatus: "untagged",
      countType: "sinceImagePushed",
      countUnit: "days",
      countNumber: 14,
    });
  });

  it("numbers the rules in the order given", () => {
    const rules = policyOf(
      { tagPrefixList: ["b"], keepLast: 1 },
      { tagPrefixList: ["a"], keepLast: 2 },
      { tagStatus: "untagged", expireAfterDays: 3 },
    );
    expect(
      rules.map(({ rulePriority, selection }: never) => [
        rulePriority,
        (selection as { countNumber: number }).countNumber,
      ]),
    ).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
  });

  it("puts the rule on any image last, wherever it was given", () => {
    const rules = policyOf(
      { tagStatus: "any", expireAfterDays: 90 },
      { tagPrefixList: ["release"], keepLast: 30 },
      { tagStatus: "untagged", expireAfterDays: 1 },
    );
    expect(rules.map(({ selection }: { selection: { tagStatus: string } }) => selection.tagStatus)).toEqual([
      "tagged",
      "untagged",
      "any",
    ]);
    expect(rules.at(-1).rulePriority).toBe(3);
  });

  it.each<[string, LifecycleRule, string]>([
    ["a count of any image", { tagStatus: "any", keepLast: 5 }, "Keep last 5 images"],
    [
      "days of untagged images",
      { tagStatus: "untagged", expireAfterDays: 2 },
      "Expire untagged images after 2 days",
    ],
    ["its own words", { tagStatus: "any", keepLast: 5, description: "Five" }, "Five"],
  ])("describes %s", (_, rule, description) => {
    expect(policyOf(rule)[0].description).toBe(description);
  });
});

describe("lifecycle rules that AWS refuses", () => {
  it("has nothing against a rule of each kind", () => {
    expect(
      problemsOf(
        keepLast30Releases,
        { tagPrefixList: ["release"], expireAfterDays: 365 },
        { tagStatus: "untagged", expireAfterDays: 1 },
        { tagStatus: "any", keepLast: 2_147_483_647 },
      ),
    ).toEqual([]);
  });

  it.each<[string, LifecycleRule, RegExp]>([
    [
      "prefixes beside a status",
      { tagPrefixList: ["a"], tagStatus: "any", keepLast: 1 },
      /^lifecycleRules\[0\] names tag prefixes and a tag status/,
    ],
    ["no images at all", { keepLast: 1 }, /^lifecycleRules\[0\] does not say which images/],
    [
      "an empty list of prefixes",
      { tagPrefixList: [], keepLast: 1 },
      /^lifecycleRules\[0\]\.tagPrefixList is empty/,
    ],
    [
      "an empty prefix",
      { tagPrefixList: ["release", ""], keepLast: 1 },
      /^lifecycleRules\[0\]\.tagPrefixList\[1\] is not a valid beginning of an image tag/,
    ],
    [
      "a wildcard",
      { tagPrefixList: ["release*"], keepLast: 1 },
      /^lifecycleRules\[0\]\.tagPrefixList\[0\] is not a valid beginning of an image tag/,
    ],
    [
      "a prefix that Terraform would interpret",
      { tagPrefixList: [ref("var.release")], keepLast: 1 },
      /^lifecycleRules\[0\]\.tagPrefixList\[0\] is a value that only Terraform will know/,
    ],
    ["neither a count nor days", { tagStatus: "any" }, /^lifecycleRules\[0\] does not say what to expire/],
    [
      "a count and days",
      { tagStatus: "any", keepLast: 1, expireAfterDays: 1 },
      /^lifecycleRules\[0\] does not say what to expire/,
    ],
    ["a count of zero", { tagStatus: "any", keepLast: 0 }, /^lifecycleRules\[0\]\.keepLast is out of range/],
    [
      "half a day",
      { tagStatus: "any", expireAfterDays: 0.5 },
      /^lifecycleRules\[0\]\.expireAfterDays is out of range/,
    ],
    [
      "days that are no number",
      { tagStatus: "any", expireAfterDays: Number.NaN },
      /^lifecycleRules\[0\]\.expireAfterDays is out of range/,
    ],
  ])("refuses %s", (_, rule, problem) => {
    expect(problemsOf(rule)).toEqual([expect.stringMatching(problem)]);
  });

  it.each<[string, LifecycleRule]>([
    ["any image", { tagStatus: "any", keepLast: 1 }],
    ["untagged images", { tagStatus: "untagged", keepLast: 1 }],
  ])("refuses two rules on %s, even of different kinds", (images, rule) => {
    expect(problemsOf(rule, { ...rule, keepLast: 9 })).toEqual([
      expect.stringContaining(`hold several rules on ${images}`),
    ]);
  });

  it("refuses two counts of the same prefixes, in whatever order they are listed", () => {
    expect(
      problemsOf({ tagPrefixList: ["a", "b"], keepLast: 1 }, { tagPrefixList: ["b", "a"], keepLast: 2 }),
    ).toEqual([expect.stringContaining("two rules of one kind on the same images")]);
  });

  it("refuses a fifty-first rule and takes the fiftieth", () => {
    const rules = Array.from({ length: 51 }, (_, index) => ({ tagPrefixList: [`p${index}`], keepLast: 1 }));
    expect(problemsOf(...rules.slice(1))).toEqual([]);
    expect(problemsOf(...rules)).toEqual([expect.stringContaining("are too many")]);
  });

  it("names the place of each wrong rule", () => {
    expect(problemsOf(keepLast30Releases, { keepLast: 1 }, { tagStatus: "any", keepLast: -1 })).toEqual([
      expect.stringMatching(/^lifecycleRules\[1\] /),
      expect.stringMatching(/^lifecycleRules\[2\]\.keepLast /),
    ]);
  });
});
