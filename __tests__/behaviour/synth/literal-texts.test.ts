import { describe, expect, it } from "vitest";
import { githubToEcs } from "../../support/minimal-entries";
import { ProjectCopy } from "../../support/project-copy";

const entry = (build: string) => `[{ ...${JSON.stringify(githubToEcs())}, build: ${build} }]`;

// Terraform's own marks, kept apart from those of this language.
const [reference, directive] = ["$", "%"].map((sign) => (text: string) => `${sign}{${text}}`) as [
  (text: string) => string,
  (text: string) => string,
];

describe.each([
  ["JSON", "stacks/one/cdk.tf.json", {}],
  ["HCL", "stacks/one/cdk.tf", { SYNTH_HCL_OUTPUT: "true" }],
])("in %s", (_, file, environment) => {
  it("a reference that is asked for is one, also within text", () => {
    const build =
      '{ environmentVariables: { KEY: reference("aws_kms_key.shop.arn"), AT: "to-" + reference("var.at") } }';
    const copy = ProjectCopy.forThisTest().write(
      "settings/stacks.ts",
      `import { reference } from "../modules/terraform/reference";\nexport const stacks = ${entry(build)};\n`,
    );
    expect(copy.synth(environment).stderr).toBe("");
    expect(copy.output()[file]).toContain(`"${reference("aws_kms_key.shop.arn")}"`);
    expect(copy.output()[file]).toContain(`"to-${reference("var.at")}"`);
  });

  it("what looks like a reference in text is passed on as it is written", () => {
    const texts = { A: reference("var.x"), B: directive("if true"), C: `$${reference("x")}` };
    const build = JSON.stringify({ environmentVariables: texts });
    const copy = ProjectCopy.forThisTest().setStacks(entry(build));
    expect(copy.synth(environment).stderr).toBe("");
    const text = copy.output()[file];
    expect(text).toContain(`"$${reference("var.x")}"`);
    expect(text).toContain(`"%${directive("if true")}"`);
    expect(text).toContain(`"$$${reference("x")}"`);
  });
});
