import { describe, expect, it } from "vitest";
import { nameRules } from "../../../../modules/aws/name-rules";
import { subscriptionLogicalId } from "../../../../modules/notifications/subscription-logical-id";

const long = `${"a".repeat(64)}@${"b".repeat(60)}.example.com`;

describe("the logical ID of a subscription", () => {
  it.each([
    ["ops@example.com", "main_ops_at_example_com"],
    ["on-call.team@mail.example.com", "main_on-call_team_at_mail_example_com"],
    ["1st@example.com", "main_1st_at_example_com"],
    ["Ops@example.com", "main_Ops_at_example_com"],
  ])("reads like the address %s", (address, logicalId) => {
    expect(subscriptionLogicalId("main", address)).toBe(logicalId);
  });

  it.each(["ops+pager@example.com", "o'neil@example.com", "a_b@example.com", "{}/?@example.com"])(
    "tells %s, which it cannot spell, by a hash at its end",
    (address) => {
      expect(subscriptionLogicalId("main", address)).toMatch(/^main_\w+_at_example_com_[0-9a-f]{8}$/);
    },
  );

  it("keeps apart what would be spelt alike", () => {
    const addresses = [
      "a.b@example.com",
      "a_b@example.com",
      "a+b@example.com",
      "a@b.example.com",
      "a.at.b@example.com",
      "a@b.at.example.com",
      "a@b_at_example.com",
      "A.b@example.com",
      long,
      `a${long}`,
    ];
    const logicalIds = addresses.map((address) => subscriptionLogicalId("main", address));
    expect(new Set(logicalIds).size).toBe(addresses.length);
  });

  it.each([
    ["main", long],
    ["m".repeat(64), "ops@example.com"],
    ["main", "{}`|~!#$%&'*+/=?^@example.com"],
  ])("is one that Terraform takes: %s, %s", (topic, address) => {
    const { pattern, maxLength } = nameRules.logicalId;
    const logicalId = subscriptionLogicalId(topic, address);
    expect(logicalId).toMatch(pattern);
    expect(logicalId.length).toBeLessThanOrEqual(maxLength);
  });
});
