import { type ObjectValue, sameValue, UNKNOWN } from "../wire/value";
import type { Attribute } from "./schema";
import type { StandInResource } from "./stand-in-provider";

export interface PlannedChange {
  readonly planned: ObjectValue;
  /** The attributes whose change replaces the resource. */
  readonly replacedBy: readonly string[];
}

/** The general rules of planning: defaults, computed values unknown on create and kept on update, replacement. */
export function planChange<Context>(
  resource: StandInResource<Context>,
  prior: ObjectValue | null,
  proposed: ObjectValue,
): PlannedChange {
  const attributes = Object.entries(resource.schema.attributes);
  const filled = { ...proposed };
  for (const [name, attribute] of attributes) {
    if (filled[name] !== null) continue;
    if (attribute.default !== undefined) filled[name] = attribute.default;
    else if (attribute.computed && !prior) filled[name] = UNKNOWN;
    // The old SDK does not tell "not set" from the empty text that it stored.
    else if (resource.legacyTypeSystem && prior?.[name] === "") filled[name] = "";
  }
  if (!prior) return { planned: filled, replacedBy: [] };

  const planned = resource.settlePlan?.(prior, filled) ?? filled;
  const replacedBy = attributes
    .filter(([name, attribute]) => replaces(attribute, prior, planned, name))
    .map(([name]) => name);
  return { planned, replacedBy };
}

function replaces(attribute: Attribute, prior: ObjectValue, planned: ObjectValue, name: string): boolean {
  if (!attribute.replaces) return false;
  const before = prior[name] ?? null;
  const after = planned[name] ?? null;
  return !sameValue(before, after) && (attribute.replaces === true || attribute.replaces(before, after));
}
