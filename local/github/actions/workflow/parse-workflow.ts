import type { z } from "zod";
import { type GithubPackages, githubPackages } from "../github-packages";
import { NotPlayed, WorkflowRefused } from "./refusals";
import { Expression, type Job, type Step, stepShape, type Workflow, workflowShape } from "./workflow";

type ParseResult = ReturnType<GithubPackages["workflows"]["parseWorkflow"]>;
type Token = NonNullable<ParseResult["value"]>;
type Template = Awaited<ReturnType<GithubPackages["workflows"]["convertWorkflowTemplate"]>>;
type TemplateJob = Template["jobs"][number];

/** Reads a workflow file with GitHub's own parser, which says what GitHub would refuse. */
export async function parseWorkflow(path: string, content: string): Promise<Workflow> {
  const { workflows } = githubPackages();
  const { context, value } = workflows.parseWorkflow(
    { name: path, content },
    new workflows.NoOperationTraceWriter(),
  );
  refuseErrors(context);
  if (value === undefined) throw new WorkflowRefused(`${path} is empty.`);
  const template = await workflows.convertWorkflowTemplate(context, value);
  refuseErrors(context);
  const { jobs, ...rest } = played(workflowShape, plain(value), []);
  return {
    ...rest,
    jobs: template.jobs.map((converted) => {
      const id = converted.id.value;
      const raw = jobs[id];
      if (raw === undefined) throw new WorkflowRefused(`${path} has no job ${id}.`);
      return jobOf(id, raw, converted);
    }),
  };
}

function refuseErrors(context: ParseResult["context"]): void {
  const messages = context.errors.getErrors().map(({ message }) => message);
  if (messages.length > 0) throw new WorkflowRefused([...new Set(messages)].join("\n"));
}

function jobOf(id: string, raw: z.output<typeof workflowShape>["jobs"][string], converted: TemplateJob): Job {
  if (converted.type !== "job")
    throw new NotPlayed("a job that calls another workflow", "running/run-job.ts");
  const { steps, if: _, ...job } = raw;
  return {
    ...job,
    id,
    condition: converted.if.expression,
    steps: steps.map((step, index) => stepOf(step, converted.steps[index], ["jobs", id, "steps", index])),
  };
}

type TemplateStep = Extract<TemplateJob, { type: "job" }>["steps"][number];

function stepOf(raw: unknown, converted: TemplateStep | undefined, path: readonly PropertyKey[]): Step {
  const condition = converted?.if?.expression ?? "success()";
  const isRun = typeof raw === "object" && raw !== null && "run" in raw;
  if (isRun) {
    const { if: _, ...step } = played(stepShape.run, raw, path);
    return { ...step, condition };
  }
  const { if: _, ...step } = played(stepShape.uses, raw, path);
  return { ...step, condition };
}

/** GitHub takes the file by now, so what the shape lacks is what the runner lacks. */
function played<Shape extends z.ZodType>(
  shape: Shape,
  value: unknown,
  path: readonly PropertyKey[],
): z.output<Shape> {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const places = result.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => [...path, ...issue.path, key])
      : [[...path, ...issue.path]],
  );
  const named = places.map((place) => `"${place.map(String).join(".")}"`).join(", ");
  throw new NotPlayed(`${named} as this workflow has it`, "workflow/workflow.ts");
}

function plain(token: Token): unknown {
  const { workflows } = githubPackages();
  if (workflows.isMapping(token)) {
    const pairs = [...token].map(({ key, value }) => {
      if (workflows.isBasicExpression(key) || !workflows.isString(key)) {
        throw new NotPlayed(
          `the key ${key.toString()}, which is an expression`,
          "workflow/parse-workflow.ts",
        );
      }
      return [key.value, plain(value)] as const;
    });
    return Object.fromEntries(pairs);
  }
  if (workflows.isSequence(token)) {
    return Array.from({ length: token.count }, (_, index) => plain(token.get(index)));
  }
  if (workflows.isBasicExpression(token)) return new Expression(token.expression);
  if (workflows.isString(token) || workflows.isNumber(token) || workflows.isBoolean(token))
    return token.value;
  return null;
}
