import { ScopedState } from "../gateway/scope";
import type { OneOffTask } from "./one-off-task";

/** The tasks of an account and region that were run one by one, oldest first, also those that are over. */
export const oneOffTasksIn = new ScopedState((): OneOffTask[] => []);
