import { z } from "zod/mini";
import { type ArtifactStoreSettings, artifactStoreSchema } from "./artifact-store";
import { type EcsServiceSettings, type ServiceSettings, serviceSchema } from "./service";
import {
  type ActionSettings,
  type DeployActionSettings,
  type StageNameSettings,
  type StageSettings,
  stagesSchema,
} from "./stages";
import { optional, strings } from "./types";

/** What happens to an image: one deploy, or the stages that follow it. */
export interface ReleasePathSettings {
  /** The ECS service that is deployed to: short for `stages` with one deploy. Give this or `stages`. @default none */
  readonly service?: ServiceSettings;
  /**
   * What follows the image, in order: deploys, tests, approvals, each a stage or several in one. Give this or `service`.
   * @default one stage "Deploy" that deploys to `service`
   */
  readonly stages?: readonly StageSettings[];
  /**
   * Artifact buckets of the other Regions that `stages` deploy to, by Region.
   * @default for each a bucket with this entry's options, named `<bucket>-<region>`
   */
  readonly crossRegionArtifactStores?: Readonly<Record<string, ArtifactStoreSettings>>;
  /**
   * Regions that `stages` deployed to and no longer do: their provider stays, without which Terraform cannot destroy what
   * the stack made there. May go once that is applied.
   * @default none
   */
  readonly formerRegions?: readonly string[];
}

export const releasePathKeys = {
  service: optional(serviceSchema),
  stages: optional(stagesSchema),
  formerRegions: optional(strings),
  crossRegionArtifactStores: optional(z.readonly(z.record(z.string(), artifactStoreSchema))),
};

/** A stage whose actions are of some types: one action, or several. */
export type StageOf<A extends ActionSettings> =
  | (StageNameSettings & A)
  | (StageNameSettings & { readonly type: "stage"; readonly actions: readonly A[] });

/** The stages that follow the image. */
export function stagesOf({ service, stages }: ReleasePathSettings): readonly StageSettings[] {
  if (stages !== undefined) return stages;
  return service === undefined ? [] : [{ type: "deploy", stageName: "Deploy", service }];
}

/** The actions of one stage. */
export function actionsOf<A extends ActionSettings>(stage: StageOf<A>): readonly A[] {
  if (hasSeveral(stage)) return stage.actions;
  const { stageName: _, beforeEntry: __, onSuccess: ___, onFailure: ____, ...action } = stage;
  return [action as unknown as A];
}

const hasSeveral = <A extends ActionSettings>(
  stage: StageOf<A>,
): stage is StageNameSettings & { readonly type: "stage"; readonly actions: readonly A[] } =>
  (stage.type as string) === "stage";

/** A release path of any system: its steps are of other types too. */
export interface AnyReleasePathSettings {
  readonly service?: EcsServiceSettings;
  readonly stages?: readonly StageOf<ActionSettings>[];
}

/** Every deploy of a release path to a service that updates itself, in order. */
export function deploysOf({ service, stages }: AnyReleasePathSettings): readonly DeployActionSettings[] {
  const all = stages ?? stagesOf(service === undefined ? {} : { service });
  return all.flatMap((stage): readonly ActionSettings[] => actionsOf(stage)).filter(isDeploy);
}

const isDeploy = (action: ActionSettings): action is DeployActionSettings => action.type === "deploy";
