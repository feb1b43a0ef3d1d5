import type { BuildProject } from "../../codebuild/build-project";
import { RoleTarget, type RoleTargetProps } from "./role-target";

export interface BuildProjectTargetProps extends RoleTargetProps {
  readonly project: BuildProject;
}

/** Starts a build (EventBridge: Event bus targets). */
export class BuildProjectTarget extends RoleTarget {
  private readonly project: BuildProject;

  constructor(props: BuildProjectTargetProps) {
    super(props);
    this.project = props.project;
  }

  protected started() {
    return {
      arn: this.project.project.arn,
      permission: { actions: ["codebuild:StartBuild"], resources: [this.project.projectArn] },
    };
  }
}
