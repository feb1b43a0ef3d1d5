import { expect, it } from "vitest";
import { ExistingConnection } from "../../../../../modules/pipeline/sources/existing-connection";
import { BareStack } from "../../../../support/bare-stack";
import { findingsOf } from "../../../../support/findings";
import { connectionSource, pipelineFrom } from "../../../../support/minimal-modules";
import { ref } from "../../../../support/ref";
import { Template } from "../../../../support/template";

const read = ref("data.aws_codestarconnections_connection.connection.arn");

function withConnection(connectionName: string): BareStack {
  const stack = new BareStack();
  const { connectionArn } = new ExistingConnection(stack, "connection", { connectionName });
  pipelineFrom(stack, connectionSource({ connectionArn }));
  return stack;
}

it("is looked up by its name", () => {
  const template = new Template(withConnection("shop"));
  expect(template.at("data.aws_codestarconnections_connection.connection")).toEqual({ name: "shop" });
  expect(template.find("aws_codeconnections_connection")).toEqual([]);
});

it("is what the source reads with, and the one connection that the pipeline's role may use", () => {
  const stack = withConnection("shop");
  const template = new Template(stack);
  expect(findingsOf(stack)).toEqual([]);
  expect(template.action("Source")).toHaveProperty("configuration.ConnectionArn", read);
  expect(template.statements("codepipeline")).toContainEqual({
    effect: "Allow",
    actions: ["codeconnections:UseConnection", "codestar-connections:UseConnection"],
    resources: [read],
  });
});

it.each(["", "c".repeat(33)])("refuses the name %j", (connectionName) => {
  expect(findingsOf(withConnection(connectionName))).toMatchObject([
    { at: "bare/connection", says: expect.stringMatching(/^connectionName is not a valid connection name/) },
  ]);
});
