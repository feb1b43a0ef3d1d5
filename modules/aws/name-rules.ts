import { buildNames } from "./names/build-names";
import { cloudfrontNames } from "./names/cloudfront-names";
import { codeDeployNames } from "./names/code-deploy-names";
import { ecsNames } from "./names/ecs-names";
import { eventNames } from "./names/event-names";
import { gitNames } from "./names/git-names";
import { iamNames } from "./names/iam-names";
import { loadBalancerNames } from "./names/load-balancer-names";
import { networkNames } from "./names/network-names";
import { pipelineNames } from "./names/pipeline-names";
import { storageNames } from "./names/storage-names";
import { terraformNames } from "./names/terraform-names";

/** AWS's and GitHub's own rules for the names that this project passes on. */
export const nameRules = {
  ...terraformNames,
  ...pipelineNames,
  ...buildNames,
  ...iamNames,
  ...storageNames,
  ...eventNames,
  ...ecsNames,
  ...loadBalancerNames,
  ...codeDeployNames,
  ...cloudfrontNames,
  ...networkNames,
  ...gitNames,
} as const;
