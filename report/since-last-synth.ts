import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import type { ProjectStack } from "../stacks/project-stack";

/** The parts of a stack's Terraform JSON that are compared. */
interface Written {
  readonly provider?: { readonly aws?: readonly { readonly alias?: string; readonly region?: string }[] };
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly moved?: readonly { readonly from: string; readonly to: string }[];
}

type Attributes = Readonly<Record<string, unknown>>;

/** The attribute that names a resource at AWS, and that Terraform can't change without replacing it. */
const nameAttributes: Readonly<Record<string, string>> = {
  aws_codebuild_project: "name",
  aws_codepipeline: "name",
  aws_codeconnections_connection: "name",
  aws_cloudwatch_log_group: "name",
  aws_ecr_repository: "name",
  aws_iam_policy: "name",
  aws_iam_role: "name",
  aws_s3_bucket: "bucket",
};

const distributionType = "aws_cloudfront_distribution";
const policyType = "aws_cloudfront_continuous_deployment_policy";

/** The attribute by which a resource is known again at another address. A distribution's can change in place: nothing names it. */
const knownBy: Readonly<Record<string, string>> = { ...nameAttributes, [distributionType]: "comment" };

/** What of a stack stands in the output folder. */
function written(stack: ProjectStack): string | undefined {
  const file = join(App.of(stack).outdir, "stacks", stack.node.id, "cdk.tf.json");
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function resourcesOf({ resource = {} }: Written): ReadonlyMap<string, Attributes> {
  return new Map(
    Object.entries(resource).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([name, attributes]) => [`${type}.${name}`, attributes] as const),
    ),
  );
}

const typeOf = (address: string): string => address.slice(0, address.indexOf("."));
const logicalIdOf = (address: string): string => address.slice(address.indexOf(".") + 1);
const nameOf = (address: string, attributes: Attributes | undefined): unknown =>
  attributes?.[nameAttributes[typeOf(address)] ?? ""];
const markOf = (address: string, attributes: Attributes | undefined): unknown =>
  attributes?.[knownBy[typeOf(address)] ?? ""];

/** A resource whose address is gone, and the one of its type and name that took its place. */
function successorOf(
  address: string,
  before: ReadonlyMap<string, Attributes>,
  after: ReadonlyMap<string, Attributes>,
): string | undefined {
  const mark = markOf(address, before.get(address));
  return [...after.keys()].find(
    (candidate) =>
      typeOf(candidate) === typeOf(address) &&
      !before.has(candidate) &&
      mark !== undefined &&
      markOf(candidate, after.get(candidate)) === mark,
  );
}

/** What an apply would destroy, or could not take back, that the last synth still had, in words. */
export function destructions(last: string, next: string): readonly string[] {
  if (last === next) return [];
  const configuration = JSON.parse(next) as Written;
  const before = resourcesOf(JSON.parse(last) as Written);
  const after = resourcesOf(configuration);
  return [
    ...gone(before, after, configuration.moved ?? []),
    ...renamed(before, after),
    ...withoutProvider(JSON.parse(last) as Written, configuration),
    ...stillAttached(before, after, configuration.moved ?? []),
  ];
}

const providersOf = ({ provider }: Written) => provider?.aws ?? [];

/** The Regions in which the last synth had resources, and of which the stack has no provider any more. */
function withoutProvider(last: Written, next: Written): readonly string[] {
  const kept = new Set(providersOf(next).map(({ alias }) => alias));
  const used = new Set([...resourcesOf(last).values()].map(({ provider }) => provider));
  const regions = providersOf(last).flatMap(({ alias, region }) =>
    alias !== undefined && region !== undefined && !kept.has(alias) && used.has(`aws.${alias}`)
      ? [region]
      : [],
  );
  if (regions.length === 0) return [];
  const list = regions.map((region) => `"${region}"`).join(", ");
  return [
    `Terraform cannot destroy what the last synth still had in ${regions.join(", ")} without that Region's provider: the plan stops. The way out, where it is deployed: \`formerRegions: [${list}]\` in the entry, until that is applied.`,
  ];
}

function gone(
  before: ReadonlyMap<string, Attributes>,
  after: ReadonlyMap<string, Attributes>,
  moved: NonNullable<Written["moved"]>,
): readonly string[] {
  const followed = new Set(moved.map(({ from }) => from));
  const addresses = [...before.keys()]
    .filter((address) => typeOf(address) in knownBy && !after.has(address) && !followed.has(address))
    .sort();
  if (addresses.length === 0) return [];
  const logicalIds = addresses.flatMap((address) => {
    const successor = successorOf(address, before, after);
    return successor === undefined ? [] : [[logicalIdOf(address), logicalIdOf(successor)] as const];
  });
  const moves = Object.entries(Object.fromEntries(logicalIds)).map(([from, to]) => `${from}: "${to}"`);
  return [
    `An apply destroys what the last synth still had: ${addresses.join(", ")}. The way out, where it is deployed: ${
      moves.length === 0 ? "bring back what made it" : `\`moved: { ${moves.join(", ")} }\` in the entry`
    }.`,
  ];
}

function renamed(
  before: ReadonlyMap<string, Attributes>,
  after: ReadonlyMap<string, Attributes>,
): readonly string[] {
  const changes = [...before].flatMap(([address, attributes]) => {
    const [was, is] = [nameOf(address, attributes), nameOf(address, after.get(address))];
    return after.has(address) && was !== is ? [`${address} ("${was}", now "${is}")`] : [];
  });
  if (changes.length === 0) return [];
  return [
    `An apply destroys what has another name than at the last synth, with what is in it, and creates it anew: ${changes.sort().join(", ")}. The way out, where it is deployed: keep its name; \`name\` can change while \`pipelineName\`, \`repositoryName\` and the like stay.`,
  ];
}

const attachedPolicy = (attributes: Attributes | undefined): unknown =>
  attributes?.continuous_deployment_policy_id;

/** The distributions whose continuous deployment policy the configuration no longer has: Terraform attaches one, and detaches none. */
function stillAttached(
  before: ReadonlyMap<string, Attributes>,
  after: ReadonlyMap<string, Attributes>,
  moved: NonNullable<Written["moved"]>,
): readonly string[] {
  const isKept = [...after.keys()].some((address) => typeOf(address) === policyType);
  const distributions = [...before].flatMap(([address, attributes]) => {
    const next = after.get(moved.find(({ from }) => from === address)?.to ?? address);
    const isAttached = isKept && attachedPolicy(next) !== undefined;
    return attachedPolicy(attributes) !== undefined && next !== undefined && !isAttached ? [address] : [];
  });
  if (distributions.length === 0) return [];
  return [
    `Terraform detaches no continuous deployment policy: ${distributions.sort().join(", ")} keeps the one that the last synth still attached. The way out, where it is deployed: ${detaching(before)}. Only then the policy or the mode may go: until then CloudFront refuses to delete the policy (ContinuousDeploymentPolicyInUse).`,
  ];
}

// The project that stands at AWS by the last synth, whatever the next one makes of it.
function detaching(before: ReadonlyMap<string, Attributes>): string {
  const projects = [...before].filter(
    ([address, attributes]) => typeOf(address) === "aws_codebuild_project" && canDetach(attributes),
  );
  const names = projects.map(([address, attributes]) => nameOf(address, attributes));
  if (names.length === 0) return "take it off in CloudFront, by an update with an empty policy ID";
  const builds = names.map(
    (name) =>
      `\`aws codebuild start-build --project-name ${name} --environment-variables-override name=DETACH_POLICY,value=true\``,
  );
  return `start the clean-up project, ${builds.join(", ")}, and wait for its end`;
}

/** Whether a project is the one that a rejected approval starts, as its variables tell. */
function canDetach(project: Attributes): boolean {
  const { environment } = project as {
    readonly environment?: { readonly environment_variable?: readonly { readonly name: string }[] };
  };
  return environment?.environment_variable?.some(({ name }) => name === "APPROVE_ACTION") ?? false;
}

/** Remembers what the last synth wrote, if anything, to say after this one what an apply would destroy. */
export function lastSynth(stacks: readonly ProjectStack[]): (stack: ProjectStack) => readonly string[] {
  const last = new Map(stacks.map((stack) => [stack, written(stack)]));
  return (stack) => {
    const [before, after] = [last.get(stack), written(stack)];
    return before === undefined || after === undefined ? [] : destructions(before, after);
  };
}
