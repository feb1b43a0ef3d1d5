import { randomBytes } from "node:crypto";
import { ProviderError } from "../server/provider-error";
import type { Attribute } from "../server/schema";
import type { StandInResource } from "../server/stand-in-provider";
import { generated } from "./generated";

const SECRET: Attribute = { type: "string", computed: true, sensitive: true };

/** `random_bytes`: random bytes whose notations are sensitive. */
export const randomBytesResource: StandInResource<object> = {
  ...generated,
  typeName: "random_bytes",
  schema: {
    version: 0,
    attributes: {
      length: { type: "number", required: true, replaces: true },
      keepers: { type: ["map", "string"], optional: true, replaces: true },
      base64: SECRET,
      hex: SECRET,
    },
  },

  validate({ length }) {
    if (typeof length === "number" && length < 1) {
      const detail = `Attribute length value must be at least 1, got: ${length}`;
      throw new ProviderError("Invalid Attribute Value", { detail, attribute: "length" });
    }
  },

  async create(planned) {
    return { ...planned, ...notations(randomBytes(Number(planned.length))) };
  },

  import(id) {
    const bytes = Buffer.from(id, "base64");
    if (bytes.toString("base64") !== id) {
      throw new ProviderError("Import Random bytes Error", {
        detail: "The ID is not standard base64 with padding, as the attribute base64 holds it.",
      });
    }
    return { length: bytes.length, ...notations(bytes) };
  },
};

function notations(bytes: Buffer) {
  return { base64: bytes.toString("base64"), hex: bytes.toString("hex") };
}
