import type { Construct } from "constructs";
import { NewConnection } from "../modules/pipeline/sources/new-connection";
import type { GithubConnectionSettings } from "../settings/schema/github-connection";
import { defaultLogicalId } from "./defaults";
import { ProjectStack, type ProjectStackProps, type SummaryLine } from "./project-stack";

/** One connection to GitHub for many entries, in a stack that goes with none of them. */
export class GithubConnection extends ProjectStack {
  private readonly connectionName: string;

  constructor(scope: Construct, props: ProjectStackProps<GithubConnectionSettings>) {
    super(scope, props);
    const { stack, name = stack, connectionName = name, logicalId = defaultLogicalId } = props.settings;
    this.connectionName = connectionName;
    const { connectionArn } = new NewConnection(this, "connection", { connectionName, logicalId });
    this.output("connection_arn", connectionArn, "The connection, as pipelines and policies name it");
  }

  override summary(): readonly SummaryLine[] {
    return [{ label: "connection", text: `to GitHub, for connection: { name: "${this.connectionName}" }` }];
  }
}
