import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { arnOf } from "../aws/current";
import { nameRules } from "../aws/name-rules";
import { EventRule } from "../events/event-rule";
import { FunctionTarget } from "../events/targets/function-target";
import { check } from "../findings/check";
import { contextWithoutPipeline } from "../findings/commit-status-errors";
import type { Finding } from "../findings/finding";
import { duplicates, emptyList, invalidName } from "../findings/value-errors";
import { apiUrlOf, githubDotCom, githubUrlFindings } from "../github/github-url";
import { NodeFunction } from "../lambda/node-function";
import { declaredLogicalId, setLogicalId } from "../logical-ids/logical-id";
import { defined } from "../terraform/defined";
import type { CommitStatusOptions, StatusLevel } from "./commit-status-options";
import { statusRules } from "./status-rules";
import { readToken, type StatusToken, tokenEnvironment, tokenFindings } from "./status-token";

export interface CommitStatusProps extends CommitStatusOptions {
  readonly functionName: string;
  /** Names of pipelines of this account and Region; a `*` stands for anything. At least one. */
  readonly pipelineNames: readonly string[];
  /** What the function shows GitHub. */
  readonly token: StatusToken;
  /**
   * Of pipelines with several GitHub sources: the output artifact of the one that carries the commit, by pipeline.
   * @default none
   */
  readonly sourceArtifacts?: Readonly<Record<string, string>>;
  /** ARN of a KMS key that encrypts the log. @default a key of AWS's */
  readonly kmsKeyArn?: string;
}

const defaultLevels: readonly StatusLevel[] = ["pipeline"];
const defaultContext = "codepipeline/<pipeline>";

// Three attempts at GitHub of ten seconds each, what GitHub asks to wait between them, and what precedes them.
const timeoutInSeconds = 120;

/** Tells GitHub what becomes of a commit in a pipeline: EventBridge rules, and the function that sets the commit's status. */
export class CommitStatus extends Construct {
  readonly function: NodeFunction;
  /** What events would be lost without. */
  readonly targets: readonly ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: CommitStatusProps,
  ) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    this.function = this.createFunction();
    this.function.role.allow(this.readExecutions(), ...readToken(this, props.token));
    this.targets = this.createRules();
    check(this, () => this.findings());
  }

  private get levels(): readonly StatusLevel[] {
    return this.props.levels ?? defaultLevels;
  }

  private createFunction(): NodeFunction {
    const { pipelineNames: _, token, levels: __, ...props } = this.props;
    const { context, supersededState, githubUrl, ruleNamePrefix: ___, sourceArtifacts, ...options } = props;
    return new NodeFunction(
      this,
      "function",
      defined({
        ...options,
        logicalId: declaredLogicalId(this),
        entry: "lambda-src/commit-status/handler.ts",
        description: "Sets the status of GitHub commits that CodePipeline works on",
        timeoutInSeconds,
        environment: {
          GITHUB_API_URL: apiUrlOf(isUrl(githubUrl) ? githubUrl : githubDotCom),
          STATUS_CONTEXT: context ?? defaultContext,
          LEVELS: this.levels.join(","),
          SUPERSEDED_STATE: supersededState ?? "pending",
          ...(sourceArtifacts && { SOURCE_ARTIFACTS: JSON.stringify(sourceArtifacts) }),
          ...tokenEnvironment(token),
        },
      }),
    );
  }

  private readExecutions() {
    return {
      actions: ["codepipeline:GetPipelineExecution"],
      resources: this.props.pipelineNames.map((name) => arnOf(this, "codepipeline", name)),
    };
  }

  private createRules(): readonly ITerraformDependable[] {
    const { pipelineNames, ruleNamePrefix = this.props.functionName } = this.props;
    return statusRules(pipelineNames, this.levels)
      .map(({ name, description, eventPattern }) =>
        new EventRule(this, name, {
          logicalId: `${declaredLogicalId(this)}_${name}`,
          ruleName: `${ruleNamePrefix}-${name}`,
          description,
          eventPattern,
        }).addTarget(
          new FunctionTarget({ functionName: this.function.location, functionArn: this.function.arn }),
        ),
      )
      .flatMap(({ targets }) => targets);
  }

  private findings(): readonly Finding[] {
    const { pipelineNames, context, githubUrl, token, sourceArtifacts = {} } = this.props;
    const isOfMany = pipelineNames.length > 1 || pipelineNames.some((name) => name.includes("*"));
    return [
      ...emptyList("pipelines", pipelineNames, "at least one pipeline"),
      ...emptyList("levels", this.props.levels, "at least one level, or no `levels` for the default"),
      ...duplicates("levels", this.levels, "name a level"),
      ...invalidName("context", context, nameRules.statusContext),
      ...(isOfMany && context?.includes("<pipeline>") === false ? contextWithoutPipeline(context) : []),
      ...githubUrlFindings("githubUrl", githubUrl),
      ...tokenFindings("token", token),
      ...Object.entries(sourceArtifacts).flatMap(([pipeline, artifact]) => [
        ...invalidName("sourceArtifacts", pipeline, nameRules.pipeline),
        ...invalidName(`sourceArtifacts.${pipeline}`, artifact, nameRules.artifact),
      ]),
    ];
  }
}

const isUrl = (text: string | undefined): text is string => text !== undefined && URL.canParse(text);
