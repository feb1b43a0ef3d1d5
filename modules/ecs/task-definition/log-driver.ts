import { isRecord } from "./is-record";

/** The driver of a container's log configuration, whatever that is. */
export function driverOf(logConfiguration: unknown): unknown {
  return isRecord(logConfiguration) ? logConfiguration.logDriver : undefined;
}
