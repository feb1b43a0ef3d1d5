import type { NameRule } from "./name-rule";

const codePipelineAlphabet = {
  pattern: /^[A-Za-z0-9.@_-]+$/,
  minLength: 1,
  maxLength: 100,
  alphabet: "letters, digits and . @ _ -",
};

/** Names of a pipeline and of its parts. */
export const pipelineNames = {
  pipeline: {
    code: "PIPELINE-NAME",
    what: "pipeline name",
    ...codePipelineAlphabet,
    source: "CodePipeline: Quotas",
  },
  pipelinePattern: {
    code: "PIPELINE-PATTERN",
    what: "name of pipelines",
    ...codePipelineAlphabet,
    pattern: /^[A-Za-z0-9.@_*-]+$/,
    alphabet: "letters, digits and . @ _ -, and * for anything",
    source: "CodePipeline: Quotas; EventBridge: Matching using wildcards",
  },
  stage: {
    code: "PIPELINE-STAGE-NAME",
    what: "stage name",
    ...codePipelineAlphabet,
    source: "CodePipeline: Quotas",
  },
  action: {
    code: "PIPELINE-ACTION-NAME",
    what: "action name",
    ...codePipelineAlphabet,
    source: "CodePipeline: Quotas",
  },
  stageRule: {
    code: "PIPELINE-RULE-NAME",
    what: "rule name",
    ...codePipelineAlphabet,
    source: "CodePipeline API: RuleDeclaration",
  },
  webhook: {
    code: "PIPELINE-WEBHOOK-NAME",
    what: "webhook name",
    ...codePipelineAlphabet,
    source: "CodePipeline API: WebhookDefinition",
  },
  artifact: {
    code: "PIPELINE-ARTIFACT-NAME",
    what: "artifact name",
    pattern: /^[A-Za-z0-9_-]+$/,
    minLength: 1,
    maxLength: 100,
    alphabet: "letters, digits and _ -",
    source: "CodePipeline API: OutputArtifact",
  },
  namespace: {
    code: "PIPELINE-NAMESPACE-NAME",
    what: "variable namespace",
    pattern: /^(?!(?:codepipeline|variables)$)[A-Za-z0-9@_-]+$/,
    minLength: 1,
    maxLength: 100,
    alphabet: "letters, digits and @ _ -; codepipeline and variables are AWS's own",
    source: "CodePipeline API: ActionDeclaration",
  },
  variable: {
    code: "PIPELINE-VARIABLE-NAME",
    what: "pipeline variable name",
    pattern: /^[A-Za-z0-9@_-]+$/,
    minLength: 1,
    maxLength: 128,
    alphabet: "letters, digits and @ _ -",
    source: "CodePipeline API: PipelineVariableDeclaration",
  },
  connection: {
    code: "CONNECTION-NAME",
    what: "connection name",
    pattern: /^[\s\S]+$/,
    minLength: 1,
    maxLength: 32,
    alphabet: "any characters",
    source: "CodeConnections API: CreateConnection",
  },
} as const satisfies Record<string, NameRule>;
