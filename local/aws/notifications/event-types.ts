const EXECUTION = ["started", "resumed", "succeeded", "canceled", "failed"];

/** The ids of the events that a notification rule can name, by the kind of resource that they are about. */
export const EVENT_TYPES: readonly EventTypes[] = [
  {
    service: "codepipeline",
    serviceName: "CodePipeline",
    resourceType: "Pipeline",
    prefix: "codepipeline-pipeline",
    events: [
      ...["started", "succeeded", "canceled", "failed"].map((state) => `action-execution-${state}`),
      ...EXECUTION.map((state) => `stage-execution-${state}`),
      ...[...EXECUTION, "superseded"].map((state) => `pipeline-execution-${state}`),
      ...["needed", "succeeded", "failed"].map((state) => `manual-approval-${state}`),
    ],
  },
  {
    service: "codebuild",
    serviceName: "CodeBuild",
    resourceType: "Project",
    prefix: "codebuild-project",
    events: [
      ...["in-progress", "succeeded", "stopped", "failed"].map((state) => `build-state-${state}`),
      ...["success", "failure"].map((state) => `build-phase-${state}`),
    ],
  },
  {
    service: "codedeploy",
    serviceName: "CodeDeploy",
    resourceType: "Application",
    prefix: "codedeploy-application",
    events: ["started", "succeeded", "failed"].map((state) => `deployment-${state}`),
  },
  {
    service: "codecommit",
    serviceName: "CodeCommit",
    resourceType: "Repository",
    prefix: "codecommit-repository",
    events: [
      ...["commits", "pull-requests"].map((place) => `comments-on-${place}`),
      ...["status-changed", "rule-override"].map((change) => `approvals-${change}`),
      ...["created", "source-updated", "status-changed", "merged"].map((change) => `pull-request-${change}`),
      ...["created", "deleted", "updated"].map((change) => `branches-and-tags-${change}`),
    ],
  },
];

interface EventTypes {
  /** The service in the ARN of the resource. */
  readonly service: string;
  readonly serviceName: string;
  readonly resourceType: string;
  readonly prefix: string;
  readonly events: readonly string[];
}

/** The event types of the service that an ARN's resource belongs to. */
export function eventTypesOf(service: string): EventTypes | undefined {
  return EVENT_TYPES.find((candidate) => candidate.service === service);
}

/** The ids of a service's events, as a rule names them. */
export function eventTypeIds({ prefix, events }: EventTypes): string[] {
  return events.map((event) => `${prefix}-${event}`);
}
