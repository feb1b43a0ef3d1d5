import { DataAwsCodestarconnectionsConnection } from "@cdktf/provider-aws/lib/data-aws-codestarconnections-connection";
import { Construct } from "constructs";
import { nameRules } from "../../aws/name-rules";
import { check } from "../../findings/check";
import { invalidName } from "../../findings/value-errors";
import { type LogicalIdProps, setLogicalId } from "../../logical-ids/logical-id";

export interface ExistingConnectionProps extends LogicalIdProps {
  /** 1 to 32 characters. */
  readonly connectionName: string;
}

/** A connection that exists in the account and Region, by its name. Every plan reads it, so its ARN stands in the plan's policies. */
export class ExistingConnection extends Construct {
  readonly connectionArn: string;

  constructor(scope: Construct, id: string, { connectionName, logicalId }: ExistingConnectionProps) {
    super(scope, id);
    setLogicalId(this, logicalId);
    // The provider has this data source under the service's old name only; the service lists connections of both names.
    const connection = new DataAwsCodestarconnectionsConnection(this, "connection", { name: connectionName });
    this.connectionArn = connection.arn;
    check(this, () => invalidName("connectionName", connectionName, nameRules.connection));
  }
}
