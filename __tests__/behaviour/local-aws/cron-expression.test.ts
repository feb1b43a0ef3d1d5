import { describe, expect, it } from "vitest";
import { CronExpression } from "../../../local/aws/codepipeline/running/rules/cron-expression";

// A Wednesday.
const noon = new Date("2026-11-25T12:30:15Z");

describe("the cron expression of a deployment window", () => {
  it.each([
    ["* * * ? * *", true],
    ["* * 9-16 ? * MON-FRI", true],
    ["* * 9-11 ? * MON-FRI", false],
    ["* * 9-16 ? * SAT,SUN", false],
    ["* * 9-16 ? * sun,wed", true],
    ["* 0/15 * ? * *", true],
    ["* 0/20 * ? * *", false],
    ["* */30 12 25 NOV ? 2026", true],
    ["* * * 24 11 ?", false],
    ["* * * ? * 4 2026-2030", true],
    ["* * * ? * 1", false],
    ["* * * ? * * 2027", false],
  ])("%s names noon of a Wednesday: %s", (text, expected) => {
    expect(new CronExpression(text).matches(noon)).toBe(expected);
  });

  it.each([
    ["* * * ? *", "six or seven fields"],
    ["* * 25 ? * *", "25 as hours"],
    ["* * * L * ?", "L as day of month"],
    ["* * * ? * 6#3", "6#3 as day of week"],
    ["* */0 * ? * *", "*/0 is no minutes"],
  ])("refuses %s", (text, reason) => {
    expect(() => new CronExpression(text)).toThrow(reason);
  });
});
