import { describe, expect, it } from "vitest";
import {
  app,
  bucket,
  type Changes,
  images,
  made,
  proxy,
  started,
  warnings,
} from "../../../support/blue-green-stack";
import { warningsOf } from "../../../support/findings";
import { ecrPushBlueGreen } from "../../../support/minimal-entries";
import { stackOf } from "../../../support/minimal-stacks";
import { Template } from "../../../support/template";

describe("what starts a blue/green release", () => {
  it("is a push of the first image alone, by its digest", () => {
    const stack = stackOf(ecrPushBlueGreen(images(app, proxy)));
    const template = new Template(stack);
    expect(started(template)).toEqual(["aws_cloudwatch_event_rule.app_pushed"]);
    expect(template.at("aws_cloudwatch_event_rule.app_pushed")).toMatchObject({
      name: "app-app-pushed",
      event_pattern: { detail: { "repository-name": ["app-app"], "image-tag": ["latest"] } },
    });
    expect(template.at("aws_cloudwatch_event_target.app_pushed").input_transformer).toEqual({
      input_paths: { revisionValue: "$.detail.image-digest" },
      input_template: {
        sourceRevisions: [
          { actionName: "app", revisionType: "IMAGE_DIGEST", revisionValue: "<revisionValue>" },
        ],
      },
    });
    expect(stack.pipeline.startedBy).toEqual([
      { kind: "event", description: "a push of app-app:latest to ECR" },
    ]);
    expect(warningsOf(stack)).toEqual([]);
  });

  it("is a push of any image on request, each with a rule and a role of its own", () => {
    const template = made(images(app, { ...proxy, trigger: {} }));
    expect(started(template)).toEqual([
      "aws_cloudwatch_event_rule.app_pushed",
      "aws_cloudwatch_event_rule.proxy_pushed",
    ]);
    expect(template.at("aws_iam_role.proxy_execute").name).toBe("app-proxy-execute");
  });

  it("is a push of another image than the first on request", () => {
    const changes = images({ ...app, trigger: "none" }, { ...proxy, trigger: {} });
    expect(started(made(changes))).toEqual(["aws_cloudwatch_event_rule.proxy_pushed"]);
    expect(warnings(changes)).toEqual([]);
  });

  it("is nothing on request: no rule and no role, with one warning", () => {
    const changes = images({ ...app, trigger: "none" }, proxy);
    const stack = stackOf(ecrPushBlueGreen(changes));
    expect(new Template(stack).addresses.filter((address) => /event|execute/.test(address))).toEqual([]);
    expect(warningsOf(stack)).toEqual([
      expect.stringMatching(/^three\/pipeline\/stages\/Source\/app: Nothing in this project starts/),
    ]);
    expect(stack.pipeline.startedBy).toEqual([{ kind: "none", description: "nothing in this project" }]);
  });

  it("is an upload of the definitions on request, by its version", () => {
    const changes = { ...images({ ...app, trigger: "none" }), definitions: { bucket, trigger: {} } };
    const template = made(changes);
    expect(started(template)).toEqual(["aws_cloudwatch_event_rule.definitions_uploaded"]);
    expect(template.at("aws_cloudwatch_event_rule.definitions_uploaded")).toMatchObject({
      name: "app-definitions-uploaded",
      event_pattern: {
        source: ["aws.s3"],
        "detail-type": ["Object Created"],
        detail: { bucket: { name: [bucket] }, object: { key: ["definitions.zip"] } },
      },
    });
    expect(template.at("aws_cloudwatch_event_target.definitions_uploaded").input_transformer).toEqual({
      input_paths: { revisionValue: "$.detail.object.version-id" },
      input_template: {
        sourceRevisions: [
          {
            actionName: "Definitions",
            revisionType: "S3_OBJECT_VERSION_ID",
            revisionValue: "<revisionValue>",
          },
        ],
      },
    });
    expect(template.at("aws_s3_bucket_notification.definitions")).toMatchObject({ eventbridge: true });
    expect(warnings(changes)).toEqual([]);
  });

  it("is an upload and a push, from containers of every name", () => {
    const template = made({
      ...images({ containerName: "definitions" }),
      definitions: { bucket, trigger: {} },
    });
    expect(started(template)).toEqual([
      "aws_cloudwatch_event_rule.definitions_pushed",
      "aws_cloudwatch_event_rule.definitions_uploaded",
    ]);
  });

  it("warns that the owner of a bucket that exists must let its events out", () => {
    const changes = { definitions: { existingBucket: "shared", trigger: {} } };
    expect(made(changes).find("aws_s3_bucket_notification")).toEqual([]);
    expect(warnings(changes)).toEqual([
      expect.stringMatching(/^three\/definitions\/bucket: Uploads to a bucket that exists/),
    ]);
  });

  it("overrides no revision of a V1 pipeline, with the warning of the race", () => {
    const changes: Changes = { pipeline: { pipelineType: "V1" }, definitions: { bucket, trigger: {} } };
    for (const target of made(changes).find("aws_cloudwatch_event_target"))
      expect(target).not.toHaveProperty("input_transformer");
    expect(warnings(changes)).toEqual([expect.stringContaining("two quick pushes of a tag can race")]);
  });
});
