import { afterEach, expect, it } from "vitest";
import { missingForTerraform } from "../../../local/terraform/terraform-binary";
import { requires } from "../../support/requires";
import { closeStacks, openStack } from "../local-terraform/open-stack";
import { reference } from "../local-terraform/stack-folder";

requires(missingForTerraform())("a run that takes its time", () => {
  afterEach(closeStacks);

  it("still reaches the stand-in after seconds of other work", async () => {
    const stack = await openStack({
      resource: {
        terraform_data: { slow: { provisioner: [{ "local-exec": { command: "sleep 3" } }] } },
        random_id: { example: { byte_length: 4, depends_on: ["terraform_data.slow"] } },
      },
      output: { hex: { value: reference("random_id.example.hex") } },
    });
    await stack.apply();
    expect(await stack.output()).toEqual({ hex: expect.stringMatching(/^[0-9a-f]{8}$/) });
  });
});
