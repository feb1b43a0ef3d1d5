import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Action, ActionFailure, type ActionStep } from "./action";
import { LEFT_OUT_KEYS } from "./read-only-keys";
import { workspaceFile } from "./workspace-file";

const variable = z.looseObject({ name: z.string(), value: z.string().optional() });
const container = z.looseObject({ name: z.string().optional(), environment: z.array(variable).optional() });
const definition = z.looseObject({ containerDefinitions: z.array(container) });

type Container = z.output<typeof container>;

/** Puts an image, and variables, into containers of a task definition's file, and writes a new file. */
export const renderTaskDefinition: Action = {
  name: "aws-actions/amazon-ecs-render-task-definition",
  version: "v1.9.0",
  commit: "138c24f321fdbdf7edee4a685519d253cae2cdea",
  inputs: {
    "task-definition": {},
    "task-definition-arn": { plays: [] },
    "task-definition-family": { plays: [] },
    "task-definition-revision": { plays: [] },
    "container-name": { required: true },
    image: { required: true },
    "environment-variables": {},
    "log-configuration-log-driver": { plays: [] },
    "log-configuration-options": { plays: [] },
    "docker-labels": { plays: [] },
    command: { plays: [] },
    "task-role-arn": { plays: [] },
    "execution-role-arn": { plays: [] },
    "env-files": { plays: [] },
    secrets: { plays: [] },
  },
  run: async (step) => {
    const rendered = render(step.inputs, parsed(read(step)));
    const file = join(step.job.temporary, `task-definition-${randomBytes(6).toString("hex")}.json`);
    writeFileSync(file, JSON.stringify(rendered, null, 2));
    step.setOutput("task-definition", file);
  },
};

function read({ inputs, job, log }: ActionStep): string {
  const path = inputs["task-definition"] ?? "";
  if (path === "") {
    throw new ActionFailure(
      "Either task definition, task definition arn or task definition family must be provided",
    );
  }
  log("Task definition file will be used.");
  return workspaceFile(job.workspace, path, `Task definition file does not exist: ${path}`);
}

function parsed(text: string): z.output<typeof definition> {
  const result = definition.safeParse(json(text));
  if (result.success) return result.data;
  throw new ActionFailure(
    "Invalid task definition format: containerDefinitions section is not present or is not an array",
  );
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ActionFailure(error instanceof Error ? error.message : String(error));
  }
}

function render(inputs: ActionStep["inputs"], given: z.output<typeof definition>): object {
  const names = (inputs["container-name"] ?? "").split(",");
  if (names.includes("")) {
    throw new ActionFailure(
      "Invalid format for container name. Please use a single value or comma separated values",
    );
  }
  const variables = variablesIn(inputs["environment-variables"] ?? "");
  for (const name of names) {
    const found = given.containerDefinitions.find((one) => one.name === name);
    if (found === undefined) {
      throw new ActionFailure(
        "Invalid task definition: Could not find container definition with matching name",
      );
    }
    found.image = inputs.image;
    addVariables(found, variables);
  }
  return Object.fromEntries(Object.entries(given).filter(([key]) => !LEFT_OUT_KEYS.includes(key)));
}

function variablesIn(lines: string): readonly (readonly [name: string, value: string])[] {
  return lines
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const at = line.indexOf("=");
      if (at !== -1) return [line.slice(0, at), line.slice(at + 1)];
      throw new ActionFailure(`Cannot parse the environment variable '${line}': it is not NAME=value`);
    });
}

function addVariables(to: Container, variables: ReturnType<typeof variablesIn>): void {
  if (variables.length === 0) return;
  const environment = [...(to.environment ?? [])];
  for (const [name, value] of variables) {
    const present = environment.find((one) => one.name === name);
    if (present === undefined) environment.push({ name, value });
    else present.value = value;
  }
  to.environment = environment;
}
