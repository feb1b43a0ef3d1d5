import { describe, expect, it } from "vitest";
import type { PipelineVariable } from "../../../../modules/pipeline/pipeline-variable";
import { findingsOf } from "../../../support/findings";
import { plainPipeline } from "../../../support/plain-pipeline";
import { Template } from "../../../support/template";

describe("the variables of a pipeline", () => {
  const withVariables = (...variables: readonly PipelineVariable[]) => plainPipeline({ variables });

  it("are rendered as they are given", () => {
    const stack = withVariables({ name: "TAG", defaultValue: "latest", description: "Tag" }, { name: "WHO" });
    expect(new Template(stack).at("aws_codepipeline.pipeline").variable).toEqual([
      { name: "TAG", default_value: "latest", description: "Tag" },
      { name: "WHO" },
    ]);
  });

  it("may be at the limits of all lengths", () => {
    const stack = withVariables({
      name: "n".repeat(128),
      defaultValue: "v".repeat(1000),
      description: "d".repeat(200),
    });
    expect(findingsOf(stack)).toEqual([]);
  });

  it.each<[string, PipelineVariable, string]>([
    ["a name with a space", { name: "MY TAG" }, "variables[0].name is not a valid pipeline variable name"],
    ["an empty name", { name: "" }, "variables[0].name is not a valid pipeline variable name"],
    [
      "a name of 129 characters",
      { name: "n".repeat(129) },
      "variables[0].name is not a valid pipeline variable name (129 characters)",
    ],
    ["an empty default", { name: "A", defaultValue: "" }, "variables[0].defaultValue length is out of range"],
    [
      "a default of 1001 characters",
      { name: "A", defaultValue: "v".repeat(1001) },
      "variables[0].defaultValue length is out of range",
    ],
    [
      "a description of 201 characters",
      { name: "A", description: "d".repeat(201) },
      "variables[0].description length is out of range",
    ],
  ])("may not have %s", (_, variable, says) => {
    expect(findingsOf(withVariables(variable))).toMatchObject([{ at: "bare/pipeline", says }]);
  });

  it("may not share a name", () => {
    expect(findingsOf(withVariables({ name: "TAG" }, { name: "TAG" }))).toMatchObject([
      { says: "variables name a variable more than once", got: '["TAG"]', allowed: "each variable once" },
    ]);
  });

  it("may be 50 and not 51", () => {
    const variables = Array.from({ length: 51 }, (_, index) => ({ name: `V${index}` }));
    expect(findingsOf(withVariables(...variables.slice(1)))).toEqual([]);
    expect(findingsOf(withVariables(...variables))).toMatchObject([
      { says: "variables has too many entries", got: "51" },
    ]);
  });
});
