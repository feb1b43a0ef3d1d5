/** How a workflow names the actions that it uses: by the commit of a version, or by their major. */
export const pinActionsValues = ["commit", "major"] as const;
export type PinActions = (typeof pinActionsValues)[number];

/** A version of an action, and the commit that its tag stood for when it was taken up. */
export interface ActionPin {
  readonly action: string;
  readonly version: string;
  readonly commit: string;
}

/** The actions of the workflow, at their current majors. */
export const actionPins = {
  checkout: {
    action: "actions/checkout",
    version: "v7.0.1",
    commit: "3d3c42e5aac5ba805825da76410c181273ba90b1",
  },
  credentials: {
    action: "aws-actions/configure-aws-credentials",
    version: "v6.2.3",
    commit: "e6de054238d6b7531b4efff3b6587d9aade6a06c",
  },
  ecrLogin: {
    action: "aws-actions/amazon-ecr-login",
    version: "v2.1.7",
    commit: "03f1aad4c6c7ffd436567f42f9384779290529bd",
  },
  renderTaskDefinition: {
    action: "aws-actions/amazon-ecs-render-task-definition",
    version: "v1.9.0",
    commit: "138c24f321fdbdf7edee4a685519d253cae2cdea",
  },
  // From 2.6 on it notices that the circuit breaker rolled the deployment back.
  deployTaskDefinition: {
    action: "aws-actions/amazon-ecs-deploy-task-definition",
    version: "v2.6.3",
    commit: "c465972ecbd160473f22e683363b422a5412a3de",
  },
} as const satisfies Readonly<Record<string, ActionPin>>;

/** What follows `uses:`. A tag can be moved, a commit cannot; its version stands beside it, for people and for Dependabot. */
export function usesOf({ action, version, commit }: ActionPin, pin: PinActions): string {
  return pin === "commit" ? `${action}@${commit} # ${version}` : `${action}@${version.replace(/\..*$/, "")}`;
}
