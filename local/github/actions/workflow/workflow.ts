import { z } from "zod";

/** An expression without its `${{ }}`, as GitHub's parser reads it: text around it has become a call of `format`. */
export class Expression {
  constructor(readonly text: string) {}
}

const expression = z.instanceof(Expression);
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null(), expression]);
const scalars = z.record(z.string(), scalar);
const flag = z.union([z.boolean(), expression]);
const minutes = z.union([z.number(), expression]);

const permissions = z.union([
  z.enum(["read-all", "write-all"]),
  z.record(z.string(), z.enum(["read", "write", "none"])),
]);
const defaults = z.strictObject({
  run: z.strictObject({ shell: scalar.optional(), "working-directory": scalar.optional() }).optional(),
});
const concurrency = z.union([
  z.string(),
  expression,
  z.strictObject({ group: z.union([z.string(), expression]), "cancel-in-progress": flag.optional() }),
]);
const environment = z.union([
  z.string(),
  expression,
  z.strictObject({ name: z.union([z.string(), expression]), url: scalar.optional() }),
]);

const everyStep = {
  id: z.string().optional(),
  name: scalar.optional(),
  if: scalar.optional(),
  env: scalars.default({}),
  "continue-on-error": flag.default(false),
  "timeout-minutes": minutes.optional(),
};
const runStep = z.strictObject({
  ...everyStep,
  run: scalar,
  shell: scalar.optional(),
  "working-directory": scalar.optional(),
});
const usesStep = z.strictObject({ ...everyStep, uses: z.string(), with: scalars.default({}) });

const job = z.strictObject({
  name: scalar.optional(),
  needs: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((needs) => [needs].flat()),
  if: scalar.optional(),
  "runs-on": z.union([z.string(), expression, z.array(z.union([z.string(), expression]))]),
  permissions: permissions.optional(),
  environment: environment.optional(),
  concurrency: concurrency.optional(),
  outputs: scalars.default({}),
  env: scalars.default({}),
  defaults: defaults.default({}),
  "timeout-minutes": minutes.default(360),
  "continue-on-error": flag.default(false),
  steps: z.array(z.unknown()),
});

/** A workflow file without what its jobs' conditions come to; a key that is not here is not played. */
export const workflowShape = z.strictObject({
  name: z.string().optional(),
  "run-name": scalar.optional(),
  on: z.unknown(),
  permissions: permissions.optional(),
  env: scalars.default({}),
  defaults: defaults.default({}),
  concurrency: concurrency.optional(),
  jobs: z.record(z.string(), job),
});

/** The two kinds of steps. */
export const stepShape = { run: runStep, uses: usesStep };

export type Scalar = z.output<typeof scalar>;
export type Scalars = z.output<typeof scalars>;
export type Permissions = z.output<typeof permissions>;
export type Defaults = z.output<typeof defaults>;
export type Concurrency = z.output<typeof concurrency>;

type Conditional<T> = Omit<T, "if"> & {
  /** With `success()` where the file's condition asks for no status. */
  readonly condition: string;
};
export type RunStep = Conditional<z.output<typeof runStep>>;
export type UsesStep = Conditional<z.output<typeof usesStep>>;
export type Step = RunStep | UsesStep;

/** A job with what its conditions come to. */
export interface Job extends Omit<z.output<typeof job>, "if" | "steps"> {
  readonly id: string;
  readonly condition: string;
  readonly steps: readonly Step[];
}

/** What a workflow file says. */
export interface Workflow extends Omit<z.output<typeof workflowShape>, "jobs"> {
  /** In the order of the file. */
  readonly jobs: readonly Job[];
}
