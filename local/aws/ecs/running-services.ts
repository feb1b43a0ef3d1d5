import { ScopedState } from "../gateway/scope";
import type { RunningService } from "./running-service";

/** What the services of an account and region run, by the service's ARN. */
export const runningServicesIn = new ScopedState(() => new Map<string, RunningService>());
