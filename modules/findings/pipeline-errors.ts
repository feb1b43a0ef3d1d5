import { type Findings, found, none } from "./found";
import { outOfRange } from "./value-errors";

// What a user reads about stages, actions, artifacts and what starts a pipeline.

export function stageCount(got: number): Findings {
  return outOfRange("stages", got, { min: 2, max: 50, unit: "stages", source: "CodePipeline: Quotas" });
}

export function actionCount(property: string, got: number): Findings {
  return outOfRange(property, got, { min: 1, max: 50, unit: "actions", source: "CodePipeline: Quotas" });
}

export function sourceOutsideFirstStage(stage: string, action: string): Findings {
  return found(
    "PIPELINE-SOURCE-STAGE",
    `stage "${stage}"`,
    action,
    "holds a source action after the first stage",
    "source actions in the first stage only (CodePipeline: Pipeline structure)",
  );
}

export function firstStageWithoutSource(stage: string, action: string): Findings {
  return found(
    "PIPELINE-FIRST-STAGE",
    `stage "${stage}"`,
    action,
    "is the first stage and holds an action other than a source",
    "source actions only in the first stage (CodePipeline: Pipeline structure)",
  );
}

export function artifactCount(
  property: string,
  got: number,
  bounds: { readonly min: number; readonly max: number },
  provider: string,
): Findings {
  return got >= bounds.min && got <= bounds.max
    ? none
    : found(
        "PIPELINE-ARTIFACT-COUNT",
        property,
        got,
        `does not fit the ${provider} action`,
        `${bounds.min === bounds.max ? bounds.min : `${bounds.min} to ${bounds.max}`} (CodePipeline: Number of input and output artifacts for each action type)`,
      );
}

/** An action in another Region reads and writes artifacts there. */
export function noStoreInRegion(action: string, region: string): Findings {
  return found(
    "PIPELINE-REGION-STORE",
    `action "${action}" region`,
    region,
    "is a Region without an artifact store",
    "a Region of `crossRegionArtifactStores`, or the pipeline's own (CodePipeline: Cross-Region actions)",
  );
}

export function ruleCount(property: string, got: number): Findings {
  return outOfRange(property, got, { min: 1, max: 5, unit: "rules", source: "CodePipeline API: Condition" });
}

/** A stage is skipped by rules that answer for each execution, not by those that look at the world outside. */
export function ruleCannotSkip(property: string, provider: string): Findings {
  return found(
    "PIPELINE-RULE-SKIP",
    property,
    provider,
    'cannot decide that a stage is skipped, as result "SKIP" asks for',
    'a rule of type "lambda", or result: "FAIL" (CodePipeline: Configure conditions for a stage)',
  );
}

/** Executions that run beside each other have no order to go back in. */
export function rollbackInParallel(property: string): Findings {
  return found(
    "PIPELINE-PARALLEL-ROLLBACK",
    property,
    "ROLLBACK",
    'is not available in a pipeline whose executionMode is "PARALLEL"',
    'another result, or executionMode "SUPERSEDED" or "QUEUED" (CodePipeline: Execution modes)',
  );
}

export function artifactMadeLater(action: string, artifact: string): Findings {
  return found(
    "PIPELINE-ARTIFACT-ORDER",
    `action "${action}" input`,
    artifact,
    "is not made by an action that runs before it",
    "the output of an action in an earlier stage, or with a smaller run order in the same stage",
  );
}

export function artifactMadeTwice(artifact: string): Findings {
  return found(
    "PIPELINE-ARTIFACT-TWICE",
    "output artifacts",
    artifact,
    "is made by two actions",
    "a name of its own for every output",
  );
}

export function nothingStartsSource(action: string): Findings {
  return found(
    "PIPELINE-NO-TRIGGER",
    `source "${action}"`,
    "no trigger",
    "is started by nothing: the pipeline would never run, and AWS would not say so",
    'a trigger, or trigger: "none" when something outside this project starts it',
  );
}

export function pollingWithWebhook(): Findings {
  return found(
    "PIPELINE-TWO-TRIGGERS",
    "pollForSourceChanges",
    true,
    "polls beside a webhook: every push would start the pipeline twice",
    'false, or trigger: "none" to keep the polling (CodePipeline: GitHub version 1 source action)',
  );
}

export function needsV2(property: string, got: unknown): Findings {
  return found(
    "PIPELINE-NEEDS-V2",
    property,
    got,
    "is not supported by a V1 pipeline",
    'pipelineType: "V2" (CodePipeline: Pipeline types)',
  );
}

export function watchedTagImmutable(property: string, tag: string): Findings {
  return found(
    "ECR-WATCHED-TAG-IMMUTABLE",
    property,
    "IMMUTABLE",
    `lets ${JSON.stringify(tag)} be pushed once, and every push of it should start the pipeline`,
    '"MUTABLE", or trigger: "none" (Amazon ECR: Preventing image tags from being overwritten)',
  );
}
