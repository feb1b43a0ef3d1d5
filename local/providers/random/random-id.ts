import { randomBytes } from "node:crypto";
import { ProviderError } from "../server/provider-error";
import type { Attribute } from "../server/schema";
import type { StandInResource } from "../server/stand-in-provider";
import { isObjectValue, type ObjectValue, sameValue, type Value } from "../wire/value";
import { generated } from "./generated";

const COMPUTED: Attribute = { type: "string", computed: true };

/** `random_id`: an identifier in several notations, none of them sensitive. */
export const randomIdResource: StandInResource<object> = {
  ...generated,
  typeName: "random_id",
  schema: {
    version: 0,
    attributes: {
      byte_length: { type: "number", required: true, replaces: true },
      keepers: { type: ["map", "string"], optional: true, replaces: keepersReplace },
      prefix: { type: "string", optional: true, replaces: true },
      b64_std: COMPUTED,
      b64_url: COMPUTED,
      dec: COMPUTED,
      hex: COMPUTED,
      id: COMPUTED,
    },
  },

  async create(planned) {
    const bytes = randomBytes(Number(planned.byte_length));
    return { ...planned, ...notations(bytes, planned.prefix ?? null) };
  },

  import(id) {
    const comma = id.lastIndexOf(",");
    const prefix = comma > 0 ? id.slice(0, comma) : null;
    const encoded = id.slice(comma + 1);
    const bytes = Buffer.from(encoded, "base64url");
    if (bytes.toString("base64url") !== encoded) {
      throw new ProviderError("Import Random ID Error", {
        detail: `"${encoded}" is not base64url without padding. Import it as [prefix,]base64url.`,
      });
    }
    return { byte_length: bytes.length, prefix, ...notations(bytes, prefix) };
  },
};

function notations(bytes: Buffer, prefix: Value): ObjectValue {
  const lead = prefix ?? "";
  const id = bytes.toString("base64url");
  const hex = bytes.toString("hex");
  return {
    id,
    b64_url: `${lead}${id}`,
    b64_std: `${lead}${bytes.toString("base64")}`,
    hex: `${lead}${hex}`,
    dec: `${lead}${BigInt(`0x${hex || "0"}`)}`,
  };
}

/** Keepers that come or go with the value null replace nothing; the provider's older releases never stored them. */
function keepersReplace(prior: Value, planned: Value): boolean {
  if (planned !== null && !isObjectValue(planned)) return true;
  const before = isObjectValue(prior) ? prior : {};
  const after = planned ?? {};
  const removed = Object.keys(before).some((name) => !(name in after));
  const changed = Object.entries(after).some(([name, value]) => !sameValue(before[name] ?? null, value));
  return removed || changed;
}
