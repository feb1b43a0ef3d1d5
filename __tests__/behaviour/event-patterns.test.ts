import { describe, expect, it } from "vitest";
import { matchesEventPattern } from "../../local/aws/events/event-pattern";
import { imagePushPatterns } from "../../modules/triggers/image-push-pattern";

const push = { repositoryName: "example", imageTag: "latest" };

// The shapes are those of Amazon ECR: Amazon ECR events and EventBridge.
const imageAction = (detail: object, source = "aws.ecr") => ({
  version: "0",
  id: "13cde686-328b-6117-af20-0e5566167482",
  "detail-type": "ECR Image Action",
  source,
  account: "123456789012",
  time: "2026-11-21T01:54:34Z",
  region: "ap-northeast-1",
  resources: [],
  detail: {
    result: "SUCCESS",
    "repository-name": "example",
    "image-digest": `sha256:${"a".repeat(64)}`,
    "action-type": "PUSH",
    "image-tag": "latest",
    ...detail,
  },
});

const putImage = (requestParameters: object, detail: object = {}) => ({
  ...imageAction({}),
  "detail-type": "AWS API Call via CloudTrail",
  detail: {
    eventSource: "ecr.amazonaws.com",
    eventName: "PutImage",
    requestParameters: { repositoryName: "example", imageTag: "latest", ...requestParameters },
    ...detail,
  },
});

describe("the pattern ecr-image-action", () => {
  const matches = (event: object) =>
    matchesEventPattern(imagePushPatterns["ecr-image-action"].pattern(push), event);

  it("matches a successful push of the tag to the repository", () => {
    expect(matches(imageAction({}))).toBe(true);
  });

  it.for([
    ["another tag", imageAction({ "image-tag": "release-1" })],
    ["no tag", imageAction({ "image-tag": undefined })],
    ["another repository", imageAction({ "repository-name": "example-2" })],
    ["a repository below it", imageAction({ "repository-name": "team/example" })],
    ["a push that failed", imageAction({ result: "FAILURE" })],
    ["a deletion", imageAction({ "action-type": "DELETE" })],
    ["an event of somebody else", imageAction({}, "custom.ecr")],
    ["a scan", { ...imageAction({}), "detail-type": "ECR Image Scan" }],
    ["the same push as CloudTrail records it", putImage({})],
  ] as const)("does not match %s", ([, event]) => {
    expect(matches(event)).toBe(false);
  });
});

describe("the pattern cloudtrail-put-image", () => {
  const matches = (event: object) =>
    matchesEventPattern(imagePushPatterns["cloudtrail-put-image"].pattern(push), event);

  it("matches the recorded API call for the tag of the repository", () => {
    expect(matches(putImage({}))).toBe(true);
  });

  it.for([
    ["another tag", putImage({ imageTag: "release-1" })],
    ["another repository", putImage({ repositoryName: "example-2" })],
    ["another API call", putImage({}, { eventName: "BatchDeleteImage" })],
    ["ECR's own event", imageAction({})],
  ] as const)("does not match %s", ([, event]) => {
    expect(matches(event)).toBe(false);
  });
});
