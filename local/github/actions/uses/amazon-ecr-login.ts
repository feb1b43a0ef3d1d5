import { z } from "zod";
import { type Action, ActionFailure, type ActionStep } from "./action";
import { jobClient } from "./job-client";

const REGISTRIES = "registries";

const answer = z.object({
  authorizationData: z.array(z.object({ authorizationToken: z.string(), proxyEndpoint: z.string() })),
});

/** Logs Docker in to the private registries of ECR, and out again when the job ends. */
export const ecrLogin: Action = {
  name: "aws-actions/amazon-ecr-login",
  version: "v2.1.7",
  commit: "03f1aad4c6c7ffd436567f42f9384779290529bd",
  inputs: {
    "http-proxy": { plays: [] },
    "mask-password": { default: "true", plays: ["true", "false"] },
    registries: {},
    "registry-type": { default: "private", plays: [] },
    "skip-logout": { default: "false", plays: ["true", "false"] },
  },
  run,
  post,
};

async function run(step: ActionStep): Promise<void> {
  const { inputs } = step;
  const registryIds = inputs.registries ? { registryIds: inputs.registries.split(",") } : {};
  const { authorizationData } = answer.parse(
    await jobClient(step).call("ecr", "GetAuthorizationToken", registryIds),
  );
  const loggedIn: string[] = [];
  for (const { authorizationToken, proxyEndpoint } of authorizationData) {
    const [user = "", password = ""] = Buffer.from(authorizationToken, "base64").toString().split(":", 2);
    const registry = proxyEndpoint.replace(/^https?:\/\//, "");
    step.log(`Logging into registry ${registry}`);
    if (authorizationData.length === 1) step.setOutput("registry", registry);
    const { exitStatus, stderr } = await step.job.docker("login", "-u", user, "-p", password, proxyEndpoint);
    if (exitStatus !== 0) throw new ActionFailure(`Could not login to registry ${registry}: ${stderr}`);
    if (inputs["mask-password"]?.toLowerCase() !== "false") step.mask(password);
    const suffix = registry.replace(/[^a-zA-Z0-9_]+/g, "_");
    step.setOutput(`docker_username_${suffix}`, user);
    step.setOutput(`docker_password_${suffix}`, password);
    loggedIn.push(registry);
  }
  if (inputs["skip-logout"]?.toLowerCase() !== "true") step.state.set(REGISTRIES, loggedIn.join());
}

async function post(step: ActionStep): Promise<void> {
  for (const registry of step.state.get(REGISTRIES)?.split(",") ?? []) {
    step.log(`Logging out of registry ${registry}`);
    await step.job.docker("logout", registry);
  }
}
