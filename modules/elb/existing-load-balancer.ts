import type { LogicalIdProps } from "../logical-ids/logical-id";
import type { TrafficRoutes } from "./load-balancer-interface";

export interface ExistingLoadBalancerProps extends TrafficRoutes, LogicalIdProps {}
