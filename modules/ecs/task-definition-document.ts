import { literalData } from "../terraform/literal";

/** A task definition as its file says it, parsed; what is wrong in it is found where releases are made. */
export type TaskDefinitionDocument = Readonly<Record<string, unknown>>;

/** An object of JSON of which nothing is known. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The objects of a list; nothing where there is none. */
export const objectsOf = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

export const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

export const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

export const numberOf = (value: unknown): number | undefined =>
  typeof value === "number" ? value : undefined;

export const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];

/** The document as Terraform takes it: text that it would interpret is escaped. */
export const escapedDocument = (document: TaskDefinitionDocument): TaskDefinitionDocument =>
  objectOf(literalData(document));

export const containersOf = (document: TaskDefinitionDocument): readonly JsonObject[] =>
  objectsOf(document.containerDefinitions);

export const containerNamesOf = (document: TaskDefinitionDocument): readonly string[] =>
  containersOf(document).flatMap(({ name }) => textOf(name) ?? []);
