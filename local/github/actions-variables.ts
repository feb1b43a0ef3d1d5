import { z } from "zod";
import { actionsName } from "./actions-name";
import type { ActionsVariable } from "./actions-variable";
import { currentTime } from "./current-time";
import { pageOf } from "./page";
import { Refusal, type Route, type RoutedRequest, repositoryOf } from "./route";
import { validBody } from "./valid-body";

/** The REST API of the variables of a repository's workflows. */
export const actionsVariableRoutes: readonly Route[] = [
  ["GET", "/repos/{owner}/{repo}/actions/variables", listVariables],
  ["POST", "/repos/{owner}/{repo}/actions/variables", createVariable],
  [
    "GET",
    "/repos/{owner}/{repo}/actions/variables/{name}",
    (request) => ({ status: 200, body: variableOf(request) }),
  ],
  ["PATCH", "/repos/{owner}/{repo}/actions/variables/{name}", updateVariable],
  ["DELETE", "/repos/{owner}/{repo}/actions/variables/{name}", deleteVariable],
];

const LARGEST_VALUE = 48 * 1024;
const DEFAULT_PER_PAGE = 10;

const VALUE = z
  .string()
  .refine((value) => Buffer.byteLength(value) <= LARGEST_VALUE, "Value is larger than 48 KB");
const NEW_VARIABLE = z.object({ name: z.string(), value: VALUE });
const CHANGED_VARIABLE = NEW_VARIABLE.partial();

function listVariables(request: RoutedRequest) {
  const variables = [...repositoryOf(request).variables.values()].sort(byName);
  const { items, headers } = pageOf(request, variables, DEFAULT_PER_PAGE);
  return { status: 200, body: { total_count: variables.length, variables: items }, headers };
}

function createVariable(request: RoutedRequest) {
  const { name: given, value } = validBody("Variable", NEW_VARIABLE, request.body);
  const name = actionsName("Variable", given);
  const { variables } = repositoryOf(request);
  refuseExisting(variables, name);
  const now = currentTime();
  variables.set(name, { name, value, created_at: now, updated_at: now });
  return { status: 201, body: {} };
}

function updateVariable(request: RoutedRequest) {
  const before = variableOf(request);
  const { variables } = repositoryOf(request);
  const changed = validBody("Variable", CHANGED_VARIABLE, request.body);
  const name = actionsName("Variable", changed.name ?? before.name);
  if (name !== before.name) refuseExisting(variables, name);
  variables.delete(before.name);
  const updated_at = currentTime();
  variables.set(name, { ...before, name, value: changed.value ?? before.value, updated_at });
  return { status: 204 };
}

function deleteVariable(request: RoutedRequest) {
  repositoryOf(request).variables.delete(variableOf(request).name);
  return { status: 204 };
}

function variableOf(request: RoutedRequest): ActionsVariable {
  const variable = repositoryOf(request).variables.get((request.parameters.name ?? "").toUpperCase());
  if (variable === undefined) throw new Refusal(404, "Not Found");
  return variable;
}

function refuseExisting(variables: ReadonlyMap<string, ActionsVariable>, name: string): void {
  if (variables.has(name)) throw new Refusal(409, "Already exists - Variable already exists");
}

function byName(one: ActionsVariable, other: ActionsVariable): number {
  return one.name < other.name ? -1 : 1;
}
