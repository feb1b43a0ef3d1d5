/** What AWS takes and what still goes wrong: where, and what happens. */
export interface TaskDefinitionWarning {
  readonly path: string;
  readonly text: string;
}

// Every sentence about it is written here: the build prints them too, where there is no CDKTF.

export function argumentsOfShell(
  path: string,
  script: string,
  rest: readonly string[],
): TaskDefinitionWarning {
  const words = rest.map((word) => JSON.stringify(word)).join(" ");
  return {
    path,
    text: `After CMD-SHELL stands one script. What runs is /bin/sh -c ${JSON.stringify(script)} ${words}: ${words} only becomes the name ($0) and the arguments of that script and is never run, so the exit code of the script alone says whether the container is healthy. The way out: the whole line as one string, like "curl -f http://localhost/ || exit 1".`,
  };
}

export function curlWithoutFail(path: string): TaskDefinitionWarning {
  return {
    path,
    text: "curl without -f (--fail) succeeds whatever HTTP status it gets, so a container that answers 500 to every request counts as healthy. The way out: curl -f.",
  };
}

export function healthOfAnother(path: string, port: number, other: string): TaskDefinitionWarning {
  return {
    path,
    text: `It asks port ${port}, which is a port of container ${JSON.stringify(other)} and none of this one, so it says nothing of this container. The way out: a port that this container listens on.`,
  };
}

export function lateHealth(path: string, interval: number, waiting: string): TaskDefinitionWarning {
  return {
    path,
    text: `Container ${JSON.stringify(waiting)} waits for this one to be HEALTHY, and the checks are ${interval} seconds apart: a first check that comes too early, or only after the interval, keeps it waiting as long, in every deployment. The way out: a short interval; startPeriod already forgives early failures.`,
  };
}

export function oneRoleForBoth(): TaskDefinitionWarning {
  return {
    path: "taskRoleArn",
    text: "It is the execution role too: the application can do what Amazon ECS needs to start it, such as reading every secret of the task. The way out: a role for each.",
  };
}

export function makesLogGroup(path: string): TaskDefinitionWarning {
  return {
    path,
    text: "The execution role needs logs:CreateLogGroup for it, which AmazonECSTaskExecutionRolePolicy does not have: without it no task starts. The way out: that permission, or a log group made beforehand and no such option.",
  };
}

export function variableTwice(path: string, name: string): TaskDefinitionWarning {
  return {
    path,
    text: `${JSON.stringify(name)} stands in the environment more than once; which value the container gets is not documented. The way out: each name once.`,
  };
}

export function unknownKey(path: string): TaskDefinitionWarning {
  return {
    path,
    text: "This project does not know the key and keeps it. If it is mistyped, AWS's clients refuse it; if it is new, an older AWS CLI in the build of the migration does.",
  };
}
