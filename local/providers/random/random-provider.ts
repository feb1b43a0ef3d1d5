import type { StandInProvider } from "../server/stand-in-provider";
import { randomBytesResource } from "./random-bytes";
import { randomIdResource } from "./random-id";

/** Stands in for `hashicorp/random` 3.7.2. It has nothing to configure. */
export const randomProvider: StandInProvider<object> = {
  source: "hashicorp/random",
  schema: { version: 0, attributes: {} },
  configure: async () => ({}),
  resources: [randomIdResource, randomBytesResource],
};
