import { outOfRange } from "../../modules/findings/value-errors";

/** What the build takes beside the migration: to start, and to tell how it ended. */
const spareMinutes = 10;

/** Minutes that a migration may take. */
export const timeout = {
  min: 1,
  max: 470,
  unit: "minutes",
  source: "CodeBuild: Quotas, less ten minutes for the build itself",
};

const defaultMinutes = 30;

/** The limit of a migration, and of the build around it. One that is refused is told once, and not of the build too. */
export function timeLimits(timeoutInMinutes: number = defaultMinutes) {
  const isRefused = outOfRange("timeoutInMinutes", timeoutInMinutes, timeout).length > 0;
  const minutes = isRefused ? defaultMinutes : timeoutInMinutes;
  return { timeoutInMinutes: minutes, buildTimeout: minutes + spareMinutes };
}
