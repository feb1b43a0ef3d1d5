import { describe, expect, it } from "vitest";
import { transformInput } from "../../../local/aws/events/input-transformer";

const rule = { Name: "push", Arn: "arn:rule", State: "ENABLED", EventPattern: "{}", EventBusName: "default" };
const event = {
  version: "0",
  id: "id",
  "detail-type": "Type",
  source: "test",
  account: "123456789012",
  time: "2026-01-01T00:00:00Z",
  region: "eu-central-1",
  resources: [],
  detail: { digest: "sha256:1", count: 2, quoted: 'a "b"', labels: { one: 1 } },
} as const;

function filled(InputTemplate: string, InputPathsMap: Record<string, string> = {}): string {
  return transformInput({ InputPathsMap, InputTemplate }, rule, event);
}

const paths = { digest: "$.detail.digest", count: "$.detail.count", labels: "$.detail.labels" };

describe("an input transformer", () => {
  it("writes a text outside of quotes as JSON", () => {
    expect(filled('{"digest": <digest>}', paths)).toBe('{"digest": "sha256:1"}');
  });

  it("writes a text inside of quotes as it is", () => {
    expect(filled('{"image": "app@<digest>"}', paths)).toBe('{"image": "app@sha256:1"}');
  });

  it("escapes quotes of a text inside of quotes", () => {
    const said = filled('{"said": "<words>"}', { words: "$.detail.quoted" });
    expect(JSON.parse(said)).toEqual({ said: 'a "b"' });
  });

  it("writes objects and numbers as JSON", () => {
    expect(filled('{"labels": <labels>, "count": <count>}', paths)).toBe('{"labels": {"one":1}, "count": 2}');
  });

  it("finds quotes again behind an escaped one", () => {
    expect(filled('{"a": "\\"", "digest": <digest>}', paths)).toBe('{"a": "\\"", "digest": "sha256:1"}');
  });

  it("fills plain text without quotes", () => {
    expect(filled("image <digest>, <count> times", paths)).toBe("image sha256:1, 2 times");
  });

  it("knows the rule's name and ARN", () => {
    expect(filled('{"by": <aws.events.rule-name>, "arn": "<aws.events.rule-arn>"}')).toBe(
      '{"by": "push", "arn": "arn:rule"}',
    );
  });

  it("knows the whole event, and the event without its detail", () => {
    expect(JSON.parse(filled("<aws.events.event.json>"))).toEqual(event);
    expect(JSON.parse(filled('{"event": <aws.events.event>}')).event).not.toHaveProperty("detail");
  });

  it("leaves out a variable whose path finds nothing", () => {
    expect(filled('{"a": "<missing>"}', { missing: "$.detail.missing" })).toBe('{"a": ""}');
  });
});
