import { DataAwsLb } from "@cdktf/provider-aws/lib/data-aws-lb";
import { DataAwsLbListener } from "@cdktf/provider-aws/lib/data-aws-lb-listener";
import { DataAwsLbTargetGroup } from "@cdktf/provider-aws/lib/data-aws-lb-target-group";
import { Fn, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { invalidName } from "../findings/value-errors";
import { declaredLogicalId, type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import { routeFindings } from "./load-balancer-findings";
import type { ILoadBalancer, TrafficRoutes } from "./load-balancer-interface";

export interface ExistingLoadBalancerProps extends TrafficRoutes, LogicalIdProps {}

/** An application load balancer that exists, found by its name and the ports of its listeners in every plan. */
export class ExistingLoadBalancer extends Construct implements ILoadBalancer {
  readonly loadBalancerName: string;
  readonly productionListenerArn: string;
  readonly testListenerArn: string | undefined;
  readonly targetGroupNames: readonly string[];
  readonly mayHaveRules = true;
  readonly listeners: readonly ITerraformDependable[] = [];
  private readonly loadBalancer: DataAwsLb;
  private firstTargetGroup: DataAwsLbTargetGroup | undefined;

  constructor(scope: Construct, id: string, props: ExistingLoadBalancerProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    this.loadBalancerName = props.loadBalancerName;
    this.targetGroupNames = props.targetGroups;
    this.loadBalancer = new DataAwsLb(this, "load_balancer", { name: props.loadBalancerName });
    this.productionListenerArn = this.listenerArn("production", props.productionPort);
    this.testListenerArn =
      props.testPort === undefined ? undefined : this.listenerArn("test", props.testPort);
    check(this, () => [
      ...routeFindings(props),
      ...props.targetGroups.flatMap((name, index) =>
        invalidName(`targetGroups[${index}]`, name, nameRules.targetGroup),
      ),
    ]);
  }

  /** Read by every plan, once it is asked for here: CodeDeploy needs names only. */
  get firstTargetGroupArn(): string {
    const [name = ""] = this.targetGroupNames;
    this.firstTargetGroup ??= new DataAwsLbTargetGroup(this, "target_group", { name });
    return this.firstTargetGroup.arn;
  }

  /** One of its security groups: what it sends comes from each of them. */
  get securityGroupId(): string {
    return Fn.element(Fn.sort(this.loadBalancer.securityGroups), 0) as string;
  }

  letSend(): void {
    // Its security groups are its owner's.
  }

  private listenerArn(what: string, port: number): string {
    const scope = new Construct(this, what);
    setLogicalId(scope, `${declaredLogicalId(this)}_${what}`);
    return new DataAwsLbListener(scope, "listener", { loadBalancerArn: this.loadBalancer.arn, port }).arn;
  }
}
