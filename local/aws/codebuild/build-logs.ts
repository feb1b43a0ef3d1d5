import type { Scope } from "../gateway/scope";
import type { Project } from "./projects";

/** Where the lines of a build go in CloudWatch Logs. */
export interface LogStream {
  readonly groupName: string;
  readonly streamName: string;
}

/** The stream of a build, or undefined where the project has logs disabled. */
export function streamOf({ name, logsConfig }: Project, uuid: string): LogStream | undefined {
  const { status = "ENABLED", groupName, streamName } = logsConfig?.cloudWatchLogs ?? {};
  if (status === "DISABLED") return undefined;
  return {
    groupName: groupName ?? `/aws/codebuild/${name}`,
    streamName: streamName === undefined ? uuid : `${streamName}/${uuid}`,
  };
}

/** `logs` as BatchGetBuilds shows it. */
export function logsOf(scope: Scope, project: Project, uuid: string): object {
  const stream = streamOf(project, uuid);
  const cloudWatchLogs = { status: "ENABLED", ...project.logsConfig?.cloudWatchLogs };
  if (stream === undefined) return { cloudWatchLogs };
  const { groupName, streamName } = stream;
  return {
    ...stream,
    deepLink:
      `https://console.aws.amazon.com/cloudwatch/home?region=${scope.region}` +
      `#logEvent:group=${groupName};stream=${streamName}`,
    cloudWatchLogsArn: scope.arn("logs", `log-group:${groupName}:log-stream:${streamName}`),
    cloudWatchLogs,
  };
}
