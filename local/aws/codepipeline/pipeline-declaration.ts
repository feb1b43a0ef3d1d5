import { z } from "zod";

const name = z.string().regex(/^[A-Za-z0-9.@\-_]{1,100}$/);
const artifactName = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/);

const action = z.looseObject({
  name,
  actionTypeId: z.object({
    category: z.enum(["Source", "Build", "Deploy", "Test", "Invoke", "Approval", "Compute"]),
    owner: z.enum(["AWS", "ThirdParty", "Custom"]),
    provider: z.string(),
    version: z.string(),
  }),
  runOrder: z.number().int().min(1).max(999).default(1),
  configuration: z.record(z.string(), z.string()).default({}),
  inputArtifacts: z.array(z.looseObject({ name: artifactName })).default([]),
  outputArtifacts: z.array(z.looseObject({ name: artifactName })).default([]),
  roleArn: z.string().optional(),
  region: z.string().optional(),
  namespace: z
    .string()
    .regex(/^[A-Za-z0-9@\-_]{1,100}$/)
    .optional(),
  timeoutInMinutes: z.number().int().min(5).max(86_400).optional(),
});

const rule = z.looseObject({
  name: z.string().min(1).max(100),
  ruleTypeId: z.looseObject({ category: z.literal("Rule"), provider: z.string() }),
  configuration: z.record(z.string(), z.string()).default({}),
  inputArtifacts: z.array(z.looseObject({ name: artifactName })).default([]),
  roleArn: z.string().optional(),
  region: z.string().optional(),
  timeoutInMinutes: z.number().int().min(5).max(86_400).optional(),
});

const result = z.enum(["FAIL", "ROLLBACK", "RETRY", "SKIP"]);
const condition = z.looseObject({ result: result.optional(), rules: z.array(rule).min(1).max(5) });
const conditions = z.array(condition).length(1);

const stage = z.looseObject({
  name,
  actions: z.array(action).min(1),
  beforeEntry: z.looseObject({ conditions }).optional(),
  onSuccess: z.looseObject({ conditions }).optional(),
  onFailure: z
    .looseObject({
      conditions: conditions.optional(),
      result: result.optional(),
      retryConfiguration: z
        .looseObject({ retryMode: z.enum(["FAILED_ACTIONS", "ALL_ACTIONS"]).optional() })
        .optional(),
    })
    .optional(),
});

const artifactStore = z.looseObject({ type: z.literal("S3"), location: z.string().min(3).max(63) });

/** A pipeline as CreatePipeline and UpdatePipeline take it, with AWS's defaults. Unknown fields are kept as given. */
export const pipelineDeclaration = z.looseObject({
  name,
  roleArn: z.string(),
  artifactStore: artifactStore.optional(),
  artifactStores: z.record(z.string(), artifactStore).optional(),
  stages: z.array(stage),
  pipelineType: z.enum(["V1", "V2"]).default("V1"),
  executionMode: z.enum(["QUEUED", "SUPERSEDED", "PARALLEL"]).default("SUPERSEDED"),
  triggers: z
    .array(
      z.looseObject({
        providerType: z.string(),
        gitConfiguration: z.looseObject({ sourceActionName: name }),
      }),
    )
    .optional(),
  variables: z.array(z.looseObject({ name: z.string(), defaultValue: z.string().optional() })).optional(),
});

export type PipelineDeclaration = z.output<typeof pipelineDeclaration>;
export type StageDeclaration = PipelineDeclaration["stages"][number];
export type ActionDeclaration = StageDeclaration["actions"][number];
export type RuleDeclaration = z.output<typeof rule>;

/** The pipeline's source actions. */
export function sourceActions(pipeline: PipelineDeclaration): ActionDeclaration[] {
  return pipeline.stages
    .flatMap((stage) => stage.actions)
    .filter(({ actionTypeId }) => actionTypeId.category === "Source");
}
