import type { DeployWorkflowProps } from "../../modules/github/workflow/workflow";

/** The least that a workflow is written from. */
export const workflowProps: DeployWorkflowProps = {
  stack: "my-shop",
  fileName: ".github/workflows/deploy-my-shop.yml",
  variablePrefix: "MY_SHOP",
  branch: "main",
  identity: "oidc",
};

/** Workflows of many settings, by what is special about them. */
export const workflowVariants: Readonly<Record<string, DeployWorkflowProps>> = {
  "the least": workflowProps,
  "everything that can be chosen": {
    ...workflowProps,
    workflowName: "Release: the shop's #1",
    environment: "production",
    audience: "https://github.com/your-organization",
    runsOn: ["self-hosted", "linux", "arm64"],
    timeoutInMinutes: 120,
    waitInMinutes: 90,
    dockerfile: "docker/App File",
    context: "app",
    platform: "linux/arm64",
    buildArguments: { VERSION: "1.0", DEBUG: "on", NOTE: 'a "quoted": text # no comment\n$(id) `id`' },
    pathFilters: ["app/**", "!docs/**", "*.md"],
    pushLatest: true,
    pinActions: "major",
    maskAccountId: true,
  },
  "an access key": { ...workflowProps, identity: "access-key" },
  "an access key, hidden account": { ...workflowProps, identity: "access-key", maskAccountId: true },
  "a branch that a filter would take for a pattern": { ...workflowProps, branch: "feature/c++!(1)" },
  "a branch with quotation marks": { ...workflowProps, branch: `it's-"main"` },
  "an environment that YAML would take for a boolean": { ...workflowProps, environment: "on" },
  "an environment that YAML would take for a number": { ...workflowProps, environment: "1e3" },
  "a text that looks like an expression": { ...workflowProps, environment: `a \${{ github.token }} b` },
  "one build argument": { ...workflowProps, buildArguments: { A: "" } },
  "a latest tag": { ...workflowProps, pushLatest: true },
  "a runner of one's own": { ...workflowProps, runsOn: "self hosted: 1" },
};
