import { Lb } from "@cdktf/provider-aws/lib/lb";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { SecurityGroup } from "../ec2/security-group";
import { check } from "../findings/check";
import { warn } from "../findings/warnings";
import { declaredLogicalId, setLogicalId } from "../logical-ids/logical-id";
import { defined } from "../terraform/defined";
import { HttpsRedirect, httpPort } from "./https-redirect";
import { Listener } from "./listener";
import { loadBalancerFindings, routeFindings } from "./load-balancer-findings";
import type { ILoadBalancer, TrafficRoutes } from "./load-balancer-interface";
import type { LoadBalancerOptions } from "./load-balancer-options";
import { TargetGroup } from "./target-group";

export interface ApplicationLoadBalancerProps extends TrafficRoutes, LoadBalancerOptions {
  readonly vpcId: string;
  /** IDs of subnets of the VPC, in two or more availability zones. */
  readonly subnets: readonly string[];
  /** Whether CodeDeploy shifts the listeners, whose default action Terraform then leaves alone. @default false */
  readonly shiftedByCodeDeploy?: boolean;
}

const everybody = ["0.0.0.0/0"];

/** What the target groups are called in addresses: the one, or the two that change places. */
const colours = ["blue", "green"] as const;

/** A load balancer of HTTP and HTTPS with its listeners, its target groups and its security group. */
export class ApplicationLoadBalancer extends Construct implements ILoadBalancer {
  readonly loadBalancerName: string;
  readonly targetGroupNames: readonly string[];
  readonly securityGroupId: string;
  readonly productionListenerArn: string;
  readonly testListenerArn: string | undefined;
  readonly firstTargetGroupArn: string;
  readonly mayHaveRules = false;
  readonly listeners: readonly ITerraformDependable[];
  private readonly loadBalancer: Lb;
  private readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, props: ApplicationLoadBalancerProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    this.loadBalancerName = props.loadBalancerName;
    this.targetGroupNames = props.targetGroups;
    this.securityGroup = this.createSecurityGroup(props);
    this.securityGroupId = this.securityGroup.securityGroupId;
    this.loadBalancer = this.createLoadBalancer(props);
    this.firstTargetGroupArn = this.createTargetGroups(props);
    const production = this.createListener("production", props.productionPort, props);
    const test =
      props.testPort === undefined ? undefined : this.createListener("test", props.testPort, props);
    this.productionListenerArn = production.arn;
    this.testListenerArn = test?.arn;
    this.listeners = test ? [production, test] : [production];
    this.redirect(props);
    if (props.certificateArn === undefined) warn(this, "plainHttp");
    check(this, () => [...routeFindings(props), ...loadBalancerFindings(props, props)]);
  }

  /** Where users find it. */
  get dnsName(): string {
    return this.loadBalancer.dnsName;
  }

  letSend(securityGroupId: string, port: number): void {
    this.securityGroup.letOut("targets", { securityGroupId }, port);
  }

  private createSecurityGroup(props: ApplicationLoadBalancerProps): SecurityGroup {
    const { loadBalancerName, productionPort, testPort, productionCidrBlocks = everybody } = props;
    const { testCidrBlocks = productionCidrBlocks } = props;
    const group = new SecurityGroup(this, "security_group", {
      logicalId: this.logicalIdOf(),
      groupName: `load-balancer-${loadBalancerName}`,
      description: `Load balancer ${loadBalancerName}`,
      vpcId: props.vpcId,
    });
    const letIn = (what: string, port: number, blocks: readonly string[]) => {
      for (const cidrBlock of new Set(blocks)) group.letIn(what, port, { cidrBlock });
    };
    letIn("production", productionPort, productionCidrBlocks);
    if (testPort !== undefined) letIn("test", testPort, testCidrBlocks);
    if (redirects(props)) letIn("redirect", httpPort, productionCidrBlocks);
    return group;
  }

  private createLoadBalancer(props: ApplicationLoadBalancerProps): Lb {
    const { accessLogBucket } = props;
    return new Lb(
      this,
      "load_balancer",
      defined({
        name: props.loadBalancerName,
        loadBalancerType: "application",
        internal: props.internal ?? false,
        subnets: [...props.subnets],
        securityGroups: [this.securityGroupId],
        idleTimeout: props.idleTimeoutSeconds ?? 60,
        // Headers that are no valid HTTP have been a way past filters.
        dropInvalidHeaderFields: true,
        enableDeletionProtection: props.deletionProtection ?? false,
        accessLogs: accessLogBucket === undefined ? undefined : { bucket: accessLogBucket, enabled: true },
      }),
    );
  }

  private createTargetGroups(props: ApplicationLoadBalancerProps): string {
    const [first] = props.targetGroups.slice(0, colours.length).map((targetGroupName, index) => {
      const colour = props.targetGroups.length > 1 ? colours[index] : undefined;
      return new TargetGroup(
        this,
        colour ?? "target_group",
        defined({
          logicalId: this.logicalIdOf(colour),
          targetGroupName,
          vpcId: props.vpcId,
          healthCheck: props.healthCheck,
          deregistrationDelaySeconds: props.deregistrationDelaySeconds,
        }),
      );
    });
    // A load balancer without any is a finding of what stands behind it.
    return first?.arn ?? "";
  }

  private createListener(what: "production" | "test", port: number, props: ApplicationLoadBalancerProps) {
    const { certificateArn, sslPolicy, shiftedByCodeDeploy = false } = props;
    return new Listener(
      this,
      what,
      defined({
        logicalId: this.logicalIdOf(what),
        loadBalancerArn: this.loadBalancer.arn,
        port,
        targetGroupArn: this.firstTargetGroupArn,
        certificateArn,
        sslPolicy,
        shiftedByCodeDeploy,
      }),
    ).listener;
  }

  private redirect(props: ApplicationLoadBalancerProps): void {
    if (!redirects(props)) return;
    new HttpsRedirect(this, "redirect", {
      logicalId: this.logicalIdOf("redirect"),
      loadBalancerArn: this.loadBalancer.arn,
      httpsPort: props.productionPort,
    });
  }

  private logicalIdOf(what?: string): string {
    return [declaredLogicalId(this), what].filter((word) => word !== undefined).join("_");
  }
}

function redirects({ certificateArn, productionPort, redirectHttp }: ApplicationLoadBalancerProps): boolean {
  return certificateArn !== undefined && (redirectHttp ?? productionPort === 443);
}
