import type { Construct } from "constructs";
import { isArn } from "../modules/aws/arn";
import { arnRules } from "../modules/aws/arn-rules";
import { nameRules } from "../modules/aws/name-rules";
import { CommitStatus } from "../modules/commit-status/commit-status";
import { check } from "../modules/findings/check";
import { elsewhereArn } from "../modules/findings/commit-status-errors";
import { duplicates, invalidArn, invalidName } from "../modules/findings/value-errors";
import { defined } from "../modules/terraform/defined";
import type { CommitStatusSystemSettings } from "../settings/schema/commit-status";
import { defaultLogicalId } from "./defaults";
import { ProjectStack, type ProjectStackProps, type SummaryLine } from "./project-stack";

/** System 4a: pipelines that exist tell GitHub what becomes of a commit. One function serves them all. */
export class CommitStatusOfPipelines extends ProjectStack {
  private readonly pipelineNames: readonly string[];

  constructor(scope: Construct, props: ProjectStackProps<CommitStatusSystemSettings>) {
    super(scope, props);
    const { settings } = props;
    this.pipelineNames = settings.pipelines.map(nameOf);
    const { function: made } = this.createStatus(settings);
    check(this, () => this.findings(settings));
    this.output("function_name", made.location, "The function that sets the statuses");
    this.output("failures_queue_url", made.failures.url, "The queue of events that the function failed at");
  }

  override summary(): readonly SummaryLine[] {
    return [{ label: "tells", text: `GitHub of every commit in ${this.pipelineNames.join(", ")}` }];
  }

  private createStatus(settings: CommitStatusSystemSettings): CommitStatus {
    const { stack, name = stack, logicalId = defaultLogicalId } = settings;
    const { token, sourceArtifacts, kmsKeyArn, levels, context, supersededState, githubUrl } = settings;
    const { functionName = name, ruleNamePrefix, runtime, memorySize } = settings;
    const { logRetentionDays, reservedConcurrentExecutions, role } = settings;
    return new CommitStatus(
      this,
      "commit_status",
      defined({
        ...{ logicalId, functionName, pipelineNames: this.pipelineNames, token, sourceArtifacts, kmsKeyArn },
        ...{ levels, context, supersededState, githubUrl, ruleNamePrefix },
        ...{ runtime, memorySize, logRetentionDays, reservedConcurrentExecutions, role },
      }),
    );
  }

  private findings({ pipelines }: CommitStatusSystemSettings) {
    return [
      ...pipelines.flatMap((pipeline, index) => this.pipelineFindings(`pipelines[${index}]`, pipeline)),
      ...duplicates("pipelines", this.pipelineNames, "name a pipeline"),
    ];
  }

  private pipelineFindings(property: string, pipeline: string) {
    if (!isArn(pipeline)) return invalidName(property, pipeline, nameRules.pipelinePattern);
    return [
      ...invalidArn(property, pipeline, arnRules.pipeline),
      ...elsewhereArn(property, pipeline, { region: this.region, accountId: this.accountId }),
    ];
  }
}

const nameOf = (pipeline: string): string =>
  isArn(pipeline) ? (pipeline.split(":")[5] ?? pipeline) : pipeline;
