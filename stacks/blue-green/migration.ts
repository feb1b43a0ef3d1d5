import type { MigrationTask } from "../../modules/ecs/task-definition/migration-task-definition";
import type {
  BlueGreenStageActionSettings,
  MigrateActionSettings,
} from "../../settings/schema/blue-green-stages";
import { blueGreenStagesOf, type EcrPushBlueGreenSettings } from "../../settings/schema/ecr-push-blue-green";
import { actionsOf, type StageOf } from "../../settings/schema/release-path";
import type { Defaults } from "../defaults";
import { stepNames } from "../release/step-names";

/** A migration of a release path, and the stage that it stands in. */
export interface PlacedMigration {
  readonly stageName: string;
  readonly action: MigrateActionSettings;
}

/** Every migration of a release path, in order. More than one is a finding. */
export function migrationsOf(settings: EcrPushBlueGreenSettings): readonly PlacedMigration[] {
  const stages: readonly StageOf<BlueGreenStageActionSettings>[] = blueGreenStagesOf(settings);
  return stages.flatMap((stage) =>
    actionsOf(stage).flatMap((action) =>
      action.type === "migrate" ? [{ stageName: stage.stageName, action }] : [],
    ),
  );
}

/** The one-off task of a release's migration. Its family is not the service's: no release can take the one for the other. */
export function migrationOf(
  settings: EcrPushBlueGreenSettings,
  { name }: Pick<Defaults, "name">,
): MigrationTask | undefined {
  const [first] = migrationsOf(settings);
  if (first === undefined) return undefined;
  const { stageName, action } = first;
  return {
    family: `${name}-${stepNames(stageName, action).projectName}`,
    containerName: action.migrationContainer ?? settings.images[0]?.containerName ?? "",
    command: action.command,
  };
}
