import { CodeconnectionsConnection } from "@cdktf/provider-aws/lib/codeconnections-connection";
import { Construct } from "constructs";
import { nameRules } from "../../aws/name-rules";
import { check } from "../../findings/check";
import { invalidName } from "../../findings/value-errors";
import { warn } from "../../findings/warnings";
import { type LogicalIdProps, setLogicalId } from "../../logical-ids/logical-id";

export interface NewConnectionProps extends LogicalIdProps {
  /** 1 to 32 characters. */
  readonly connectionName: string;
}

/** A connection to GitHub made here. It waits, PENDING, until somebody confirms it once in the console. */
export class NewConnection extends Construct {
  readonly connectionArn: string;

  constructor(scope: Construct, id: string, props: NewConnectionProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    this.connectionArn = new CodeconnectionsConnection(this, "connection", {
      name: props.connectionName,
      providerType: "GitHub",
    }).arn;
    warn(this, "pendingConnection");
    check(this, () => invalidName("connectionName", props.connectionName, nameRules.connection));
  }
}
