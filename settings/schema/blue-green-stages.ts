import { z } from "zod/mini";
import { type MigrationSettings, migrationKeys } from "./migration";
import {
  type ActionSettings,
  type ApproveActionSettings,
  type ApproveStageSettings,
  actionKeys,
  approveKeys,
  type StageNameSettings,
  stageKeys,
  type TestActionSettings,
  type TestStageSettings,
  testKeys,
} from "./stages";
import { oneOf, strict } from "./types";

/** Runs the migration command of the new image. */
export interface MigrateActionSettings extends ActionSettings, MigrationSettings {
  readonly type: "migrate";
}

/** Shifts the entry's service to the release, as its `deployment` says. */
export interface BlueGreenActionSettings extends ActionSettings {
  readonly type: "blue-green";
}

/** A stage with one migration. */
export interface MigrateStageSettings extends StageNameSettings, MigrateActionSettings {}

/** A stage that shifts the service. */
export interface BlueGreenStageSettings extends StageNameSettings, BlueGreenActionSettings {}

/** One action of a stage that has several. */
export type BlueGreenStageActionSettings =
  | MigrateActionSettings
  | BlueGreenActionSettings
  | TestActionSettings
  | ApproveActionSettings;

/** A stage with several actions. */
export interface SeveralBlueGreenActionsSettings extends StageNameSettings {
  /**
   * `stage`: several actions, each a `deploy`, a `test` or an `approve`; in `ecr-push-blue-green` a `migrate`, a `blue-green`, a
   * `test` or an `approve`. A stage with one action has that action's type.
   */
  readonly type: "stage";
  /** At least one. They run side by side, or in the order of their `runOrder`. */
  readonly actions: readonly BlueGreenStageActionSettings[];
}

/** A stage of a blue/green release. */
export type AnyBlueGreenStageSettings =
  | MigrateStageSettings
  | BlueGreenStageSettings
  | TestStageSettings
  | ApproveStageSettings
  | SeveralBlueGreenActionsSettings;

const migrateKeys = { type: z.literal("migrate"), ...actionKeys, ...migrationKeys };

const blueGreenKeys = { type: z.literal("blue-green"), ...actionKeys };

const action = oneOf<BlueGreenStageActionSettings>("type", [
  strict<MigrateActionSettings>()(migrateKeys),
  strict<BlueGreenActionSettings>()(blueGreenKeys),
  strict<TestActionSettings>()(testKeys),
  strict<ApproveActionSettings>()(approveKeys),
]);

export const blueGreenStagesSchema = z.readonly(
  z.array(
    oneOf<AnyBlueGreenStageSettings>("type", [
      strict<MigrateStageSettings>()({ ...stageKeys, ...migrateKeys }),
      strict<BlueGreenStageSettings>()({ ...stageKeys, ...blueGreenKeys }),
      strict<TestStageSettings>()({ ...stageKeys, ...testKeys }),
      strict<ApproveStageSettings>()({ ...stageKeys, ...approveKeys }),
      strict<SeveralBlueGreenActionsSettings>()({
        ...stageKeys,
        type: z.literal("stage"),
        actions: z.readonly(z.array(action)),
      }),
    ]),
  ),
);
