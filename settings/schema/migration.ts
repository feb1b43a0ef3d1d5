import { z } from "zod/mini";
import type { CommonBuildOptions } from "../../modules/codebuild/build-project";
import { buildKeys } from "./build";
import { number, optional, string, strings } from "./types";

/** Where a migration can run. */
const migrationPlaces = ["task", "build"] as const;

/** Runs the migration command of the new image before any traffic moves: its exit code says whether the release goes on. */
export interface MigrationSettings extends CommonBuildOptions {
  /** The command, word by word, as in `["bundle", "exec", "rails", "db:migrate"]`; the image's entry point stays. */
  readonly command: readonly string[];
  /** The container of the task definition whose image has the command. @default the first image's container */
  readonly migrationContainer?: string;
  /**
   * `task`: as a one-off ECS task with the network, the secrets and the roles of the service. `build`: inside the build, which
   * pulls the image; it needs a `vpc` from which the database is reached, and gets `environmentVariables` only.
   * @default "task"
   */
  readonly runIn?: (typeof migrationPlaces)[number];
  /** Minutes until the migration is stopped and counts as failed, 1 to 470. @default 30 */
  readonly timeoutInMinutes?: number;
  /** 2 to 150 characters, unique in the account and Region. @default `<name>-<stageName>`, or `<name>-<actionName>` where that is given */
  readonly projectName?: string;
  /** ARN of a KMS key that encrypts the build's logs. @default the entry's `kmsKey`, else keys of AWS's */
  readonly kmsKeyArn?: string;
  /** Logical ID of the project's elements. Keep it once deployed. @default made from `actionName`, or else from `stageName` */
  readonly logicalId?: string;
  /** Logical ID of the role's elements. Keep it once deployed. @default made from `actionName`, or else from `stageName` */
  readonly roleLogicalId?: string;
}

// A build that pulls the image runs Docker and ends after the migration; its specification is this project's.
const { buildspec: _, buildTimeout: __, privilegedMode: ___, ...projectKeys } = buildKeys;

export const migrationKeys = {
  ...projectKeys,
  command: strings,
  migrationContainer: optional(string),
  runIn: optional(z.enum(migrationPlaces)),
  timeoutInMinutes: optional(number),
};
