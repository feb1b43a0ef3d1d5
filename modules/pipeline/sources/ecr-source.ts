import { nameRules } from "../../aws/name-rules";
import type { IImageRepository } from "../../ecr/existing-image-repository";
import type { Finding } from "../../findings/finding";
import { needsV2 } from "../../findings/pipeline-errors";
import { invalidName } from "../../findings/value-errors";
import { warn } from "../../findings/warnings";
import { defined } from "../../terraform/defined";
import { ImagePushTrigger, type ImagePushTriggerOptions } from "../../triggers/image-push-trigger";
import { type ActionHost, type ActionProps, SourceAction, type StartedBy } from "../action";
import { Artifact } from "../artifact";
import { logicalIdPrefix, namePrefix } from "./name-prefix";

/** Which image an execution deploys. */
export const imageRevisions = ["digest", "tag"] as const;

export type ImageRevision = (typeof imageRevisions)[number];

export interface EcrSourceProps extends ActionProps {
  readonly repository: IImageRepository;
  /** 1 to 128 characters. @default "latest" */
  readonly imageTag?: string;
  /**
   * The rule that starts the pipeline, or `none` when something outside this project does. Names and logical IDs of an
   * action that is not called "Source" carry its name, so that several sources keep apart.
   * @default a rule on ECR's own event
   */
  readonly trigger?: ImagePushTriggerOptions | "none";
  /** Another source of the pipeline starts it, so that nothing is said of this one's trigger `none`. @default false */
  readonly startedByAnother?: boolean;
  /**
   * `digest`: the execution deploys the very image whose push started it (V2 only).
   * `tag`: it deploys what the tag means when the source action runs.
   * @default "digest", or "tag" in a V1 pipeline
   */
  readonly revision?: ImageRevision;
  /** @default an artifact with the action's name */
  readonly output?: Artifact;
}

/** An image in ECR as the source: its artifact holds `imageDetail.json` (CodePipeline: Amazon ECR source action reference). */
export class EcrSource extends SourceAction {
  readonly type = {
    category: "Source",
    owner: "AWS",
    provider: "ECR",
    bounds: { minInputs: 0, maxInputs: 0, minOutputs: 1, maxOutputs: 1 },
  } as const;
  readonly output: Artifact;
  private readonly imageTag: string;

  constructor(private readonly props: EcrSourceProps) {
    const output = props.output ?? new Artifact(props.actionName);
    super(props, [], [output]);
    this.output = output;
    this.imageTag = props.imageTag ?? "latest";
  }

  get target(): string {
    return `${this.props.repository.repositoryName}:${this.imageTag} in ECR`;
  }

  /** What later actions can read of the image. Under a source revision override AWS leaves `ImageTag` out. */
  get variables() {
    return {
      registryId: this.variable("RegistryId"),
      repositoryName: this.variable("RepositoryName"),
      imageTag: this.variable("ImageTag"),
      imageDigest: this.variable("ImageDigest"),
      imageUri: this.variable("ImageURI"),
    };
  }

  bind(host: ActionHost) {
    const { repository } = this.props;
    host.allow({ actions: ["ecr:DescribeImages"], resources: [repository.repositoryArn] });
    this.createTrigger(host);
    return { RepositoryName: repository.repositoryName, ImageTag: this.imageTag };
  }

  findings(host: ActionHost): readonly Finding[] {
    const { revision } = this.props;
    return [
      ...invalidName("imageTag", this.imageTag, nameRules.imageTag),
      ...(host.pipelineType === "V1" && revision === "digest" ? needsV2("revision", revision) : []),
    ];
  }

  startedBy(): StartedBy {
    return this.props.trigger === "none"
      ? { kind: "none", description: "nothing in this project" }
      : {
          kind: "event",
          description: `a push of ${this.props.repository.repositoryName}:${this.imageTag} to ECR`,
        };
  }

  private createTrigger(host: ActionHost): void {
    const { repository, trigger = {}, startedByAnother, actionName } = this.props;
    if (trigger === "none") {
      if (!startedByAnother) warn(host.scope, "untriggeredSource");
      return;
    }
    const overrides = this.revisionIn(host) === "digest";
    if (!overrides) warn(host.scope, "tagRevision");
    const defaults = this.defaults(host, trigger);
    new ImagePushTrigger(
      host.scope,
      "pushed",
      defined({
        ...defaults,
        ...trigger,
        role: defaults.role,
        repositoryName: repository.repositoryName,
        imageTag: this.imageTag,
        pipelineArn: host.pipelineArn,
        arn: host.pipeline.arn,
        overriddenAction: overrides ? actionName : undefined,
      }),
    );
  }

  private defaults({ pipelineName }: ActionHost, { role }: ImagePushTriggerOptions) {
    const { actionName } = this.props;
    const own = namePrefix(actionName);
    return {
      ruleName: `${pipelineName}-${own}pushed`.replaceAll("@", "-"),
      logicalId: `${logicalIdPrefix(actionName)}pushed`,
      role: { roleName: `${pipelineName}-${own}execute`, ...role },
      roleLogicalId: `${logicalIdPrefix(actionName)}execute`,
    };
  }

  // Only V2 pipelines take source revision overrides (CodePipeline: What type of pipeline is right for me?).
  private revisionIn(host: ActionHost): ImageRevision {
    return this.props.revision ?? (host.pipelineType === "V2" ? "digest" : "tag");
  }
}
