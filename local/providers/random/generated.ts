import type { StandInResource } from "../server/stand-in-provider";

/** What every generated value has in common: it exists in the state alone, so nothing is read, and an update only stores the plan. */
export const generated = {
  read: async (state) => state,
  update: async (planned) => planned,
  delete: async () => undefined,
} satisfies Pick<StandInResource<object>, "read" | "update" | "delete">;
