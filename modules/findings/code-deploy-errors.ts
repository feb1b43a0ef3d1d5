import { type Findings, found, none } from "./found";

export function notTwoTargetGroups(got: readonly string[]): Findings {
  return got.length === 2
    ? none
    : found(
        "CODEDEPLOY-TWO-TARGET-GROUPS",
        "targetGroups",
        got,
        "are not two",
        "two target groups: one serves while the other gets the new tasks (CodeDeploy API: TargetGroupPairInfo)",
      );
}

export function shiftTakesTooLong(minutes: number, longest: number): Findings {
  return minutes <= longest
    ? none
    : found(
        "CODEDEPLOY-TRAFFIC-TIME",
        "traffic.intervalInMinutes",
        minutes,
        "makes the shift of the traffic too long",
        `at most ${longest} minutes from the first part to the last (CodeDeploy: Quotas)`,
      );
}

export function waitMissing(): Findings {
  return found(
    "CODEDEPLOY-WAIT-MISSING",
    "waitTimeInMinutes",
    undefined,
    "is missing, and the deployment stops unless somebody reroutes the traffic in time",
    'minutes, or actionOnTimeout "CONTINUE_DEPLOYMENT" (CodeDeploy API: DeploymentReadyOption)',
  );
}

export function waitIgnored(got: number): Findings {
  return found(
    "CODEDEPLOY-WAIT-IGNORED",
    "waitTimeInMinutes",
    got,
    "has no effect where traffic moves as soon as the new tasks are well",
    'left out, or actionOnTimeout "STOP_DEPLOYMENT" beside it (CodeDeploy API: DeploymentReadyOption)',
  );
}

export function rollbackWithoutAlarms(): Findings {
  return found(
    "CODEDEPLOY-NO-ALARMS",
    "rollbackOn",
    "DEPLOYMENT_STOP_ON_ALARM",
    "waits for alarms, and there are none",
    "alarms beside it, or the other events",
  );
}

export function hookWithoutTestListener(hook: string): Findings {
  return found(
    "CODEDEPLOY-NO-TEST-LISTENER",
    `hooks.${hook}`,
    "no testPort",
    "is asked about test traffic, and no listener sends any",
    "testPort beside it, or another hook (CodeDeploy: AppSpec 'hooks' section for an Amazon ECS deployment)",
  );
}
