import type { BuildProject } from "../../codebuild/build-project";
import {
  type EnvironmentVariables,
  readVariables,
  variableBlocks,
  variableFindings,
} from "../../codebuild/environment-variable";
import type { Finding } from "../../findings/finding";
import { defined } from "../../terraform/defined";
import { Action, type ActionHost, type ActionProps, type ActionType } from "../action";
import { Artifact } from "../artifact";

export interface CodeBuildActionProps extends ActionProps {
  readonly project: BuildProject;
  /** The artifact that the build starts in. */
  readonly input: Artifact;
  /** Further artifacts, each in a folder that CODEBUILD_SRC_DIR_<name> names. At most 4. @default none */
  readonly extraInputs?: readonly Artifact[];
  /** At most 5. @default one artifact with the action's name */
  readonly outputs?: readonly Artifact[];
  /** Variables of this build, which may read those of earlier actions. @default none */
  readonly environmentVariables?: EnvironmentVariables;
  /** `Test`: what it makes is a verdict. @default "Build" */
  readonly category?: "Build" | "Test";
}

/** Runs a CodeBuild project (CodePipeline: AWS CodeBuild build and test action reference). */
export class CodeBuildAction extends Action {
  readonly type: ActionType;

  constructor(private readonly props: CodeBuildActionProps) {
    super(
      props,
      [props.input, ...(props.extraInputs ?? [])],
      props.outputs ?? [new Artifact(props.actionName)],
    );
    this.type = {
      category: props.category ?? "Build",
      owner: "AWS",
      provider: "CodeBuild",
      bounds: { minInputs: 1, maxInputs: 5, minOutputs: 0, maxOutputs: 5 },
    };
  }

  get target(): string {
    return `project ${this.props.project.projectName} on CodeBuild`;
  }

  /** The first artifact that the build makes. */
  get output(): Artifact {
    const [first] = this.outputs;
    if (!first) throw new Error(`action "${this.actionName}" makes no artifact: give it one in \`outputs\``);
    return first;
  }

  /** A reference to a variable that the build specification exports. */
  exportedVariable(name: string): string {
    return this.variable(name);
  }

  bind(host: ActionHost) {
    const { project, input, environmentVariables } = this.props;
    host.allow({
      actions: ["codebuild:BatchGetBuilds", "codebuild:StartBuild"],
      resources: [project.projectArn],
    });
    project.role.allow(
      ...host.artifactStore.readWrite(),
      ...readVariables(project, environmentVariables ?? {}),
    );
    return defined({
      // A reference, so that the project exists before the pipeline that starts it.
      ProjectName: project.project.name,
      PrimarySource: this.inputs.length > 1 ? input.artifactName : undefined,
      EnvironmentVariables: environmentVariables && asJson(environmentVariables),
    }) as Readonly<Record<string, string>>;
  }

  findings(): readonly Finding[] {
    return variableFindings(this.props.environmentVariables ?? {});
  }
}

// CodePipeline: AWS CodeBuild build and test action reference, EnvironmentVariables.
const asJson = (variables: EnvironmentVariables): string =>
  JSON.stringify(variableBlocks(variables).map((variable) => ({ type: "PLAINTEXT", ...variable })));
