import { grouped } from "./grouped";
import type { RoleOverview, StatementOverview } from "./role-overview";

const all = "*";

interface Use {
  readonly service: string;
  readonly action: string;
  readonly onAll: boolean;
}

function usesOf(statements: readonly StatementOverview[]): readonly Use[] {
  return statements.flatMap(({ actions, resources }) =>
    actions.map((text) => {
      const [service = "", action = all] = text.split(":");
      return { service, action, onAll: resources.includes(all) };
    }),
  );
}

const namesOf = (uses: readonly Use[]): readonly string[] => [...new Set(uses.map(({ action }) => action))];

function describeService(service: string, uses: readonly Use[]): string {
  const names = namesOf(uses);
  const onAll = namesOf(uses.filter((use) => use.onAll));
  const wide = namesOf(uses.filter((use) => use.action.includes(all) && !use.onAll));
  if (names.length === 1) {
    const name = service === all ? all : `${service}:${names[0]}`;
    return onAll.length > 0 ? `${name} on *` : name;
  }
  const named = [
    ...(wide.length > 0 ? [wide.join(", ")] : []),
    ...(onAll.length > 0 ? [`on *: ${onAll.join(", ")}`] : []),
  ];
  return `${service} ${names.length}${named.length > 0 ? ` (${named.join("; ")})` : ""}`;
}

function describeStatements(statements: readonly StatementOverview[]): readonly string[] {
  return [...grouped(usesOf(statements), ({ service }) => service)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([service, uses]) => describeService(service, uses));
}

/**
 * What a role may do, in one line: how many actions of each service, and by its name each that stands alone, and each that a
 * reviewer stumbles over, with a wildcard or on every resource. Who assumes it is said where that is no service of AWS's.
 */
export function permissionsOf(role: RoleOverview): string {
  const { statements, managedPolicies, permissionsBoundary, assumedBy } = role;
  const withEffect = (wanted: string) => statements.filter(({ effect }) => effect === wanted);
  const allowed = [...describeStatements(withEffect("Allow")), ...managedPolicies];
  const denied = describeStatements(withEffect("Deny"));
  const others = assumedBy.filter(({ type }) => type !== "Service").map(({ name }) => name);
  return [
    allowed.join(", ") || "nothing",
    ...(denied.length > 0 ? [`denied ${denied.join(", ")}`] : []),
    ...(permissionsBoundary === undefined ? [] : [`within ${permissionsBoundary}`]),
    ...(others.length > 0 ? [`assumed by ${others.join(", ")}`] : []),
  ].join("; ");
}
