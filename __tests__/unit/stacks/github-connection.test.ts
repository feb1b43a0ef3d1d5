import { describe, expect, it } from "vitest";
import { overviewOf } from "../../../report/overview";
import { describeStack } from "../../../report/summary";
import type { GithubConnectionSettings } from "../../../settings/schema/github-connection";
import { createStack } from "../../../systems";
import { unwrittenApp } from "../../support/bare-stack";
import { findingsOf, warningsOf } from "../../support/findings";
import { githubConnection, project } from "../../support/minimal-entries";
import { ref } from "../../support/ref";
import { Template } from "../../support/template";

const stackOf = (changes: Partial<GithubConnectionSettings> = {}) =>
  createStack(unwrittenApp(), project, githubConnection(changes));

describe("the stack github-connection", () => {
  it("makes one connection, and nothing else", () => {
    const stack = stackOf();
    expect(findingsOf(stack)).toEqual([]);
    const template = new Template(stack);
    expect(template.addresses).toEqual(["aws_codeconnections_connection.main"]);
    expect(template.at("aws_codeconnections_connection.main")).toEqual({
      name: "github",
      provider_type: "GitHub",
    });
  });

  it("needs no provider but AWS's", () => {
    expect(Object.keys(new Template(stackOf()).section("provider"))).toEqual(["aws"]);
  });

  it.each<[Partial<GithubConnectionSettings>, string]>([
    [{}, "github"],
    [{ name: "shop" }, "shop"],
    [{ name: "shop", connectionName: "Shop, by the team" }, "Shop, by the team"],
  ])("names the connection as %j says", (changes, name) => {
    expect(new Template(stackOf(changes)).at("aws_codeconnections_connection.main").name).toBe(name);
  });

  it("takes another logical ID", () => {
    expect(new Template(stackOf({ logicalId: "shop" })).addresses).toEqual([
      "aws_codeconnections_connection.shop",
    ]);
  });

  it("hands the ARN out", () => {
    expect(new Template(stackOf()).section("output")).toMatchObject({
      connection_arn: { value: ref("aws_codeconnections_connection.main.arn") },
    });
  });

  it("tells how entries name it, and that it waits to be confirmed", () => {
    const stack = stackOf({ connectionName: "shop" });
    expect(describeStack(overviewOf(stack))).toContain(
      '\n  connection  to GitHub, for connection: { name: "shop" }\n',
    );
    expect(warningsOf(stack)).toEqual([expect.stringMatching(/^github\/connection: .*PENDING/)]);
  });

  it("refuses a name that AWS refuses", () => {
    expect(findingsOf(stackOf({ connectionName: "c".repeat(33) }))).toMatchObject([
      { at: "github/connection", says: expect.stringMatching(/^connectionName .*\(33 characters\)$/) },
    ]);
  });
});
