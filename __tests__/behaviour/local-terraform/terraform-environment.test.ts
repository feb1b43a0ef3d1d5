import { afterEach, expect, it, vi } from "vitest";
import { terraformEnvironment } from "../../../local/terraform/terraform-environment";

afterEach(() => {
  vi.unstubAllEnvs();
});

it("Terraform collects its garbage less often than by default, which a short run spends much of its time with", () => {
  vi.stubEnv("GOGC", undefined);
  expect(terraformEnvironment({})).toMatchObject({ GOGC: "400" });
});

it("Terraform collects its garbage as the developer has it", () => {
  vi.stubEnv("GOGC", "50");
  expect(terraformEnvironment({})).toMatchObject({ GOGC: "50" });
});

it("Terraform gets nothing of the developer's own settings but its log level", () => {
  vi.stubEnv("AWS_PROFILE", "production");
  vi.stubEnv("TF_VAR_name", "theirs");
  vi.stubEnv("TF_LOG", "debug");
  const environment = terraformEnvironment({ TF_VAR_name: "ours" });
  expect(environment).toMatchObject({ TF_VAR_name: "ours", TF_LOG: "debug" });
  expect(environment).not.toHaveProperty("AWS_PROFILE");
});
