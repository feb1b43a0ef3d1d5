import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { Construct } from "constructs";
import { type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";

export interface HttpsRedirectProps extends LogicalIdProps {
  readonly loadBalancerArn: string;
  /** The port that speaks HTTPS. */
  readonly httpsPort: number;
}

/** The port of plain HTTP. */
export const httpPort = 80;

/** A listener that sends plain HTTP to HTTPS. */
export class HttpsRedirect extends Construct {
  constructor(scope: Construct, id: string, { logicalId, loadBalancerArn, httpsPort }: HttpsRedirectProps) {
    super(scope, id);
    setLogicalId(this, logicalId);
    new LbListener(this, "listener", {
      loadBalancerArn,
      port: httpPort,
      protocol: "HTTP",
      defaultAction: [
        {
          type: "redirect",
          redirect: { protocol: "HTTPS", port: String(httpsPort), statusCode: "HTTP_301" },
        },
      ],
    });
  }
}
