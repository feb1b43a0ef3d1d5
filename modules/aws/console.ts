const domains = [
  { regions: /^cn-/, domain: "console.amazonaws.cn" },
  { regions: /^us-gov-/, domain: "console.amazonaws-us-gov.com" },
];

/** Where the console shows a pipeline, in the partition of its Region. */
export function pipelineConsoleUrl(region: string, pipelineName: string): string {
  return `${pipelineUrl(region, pipelineName)}/view?region=${region}`;
}

/** Where the console shows an execution of a pipeline. */
export function executionConsoleUrl(region: string, pipelineName: string, executionId: string): string {
  return `${pipelineUrl(region, pipelineName)}/executions/${executionId}/timeline?region=${region}`;
}

function pipelineUrl(region: string, pipelineName: string): string {
  const { domain = "console.aws.amazon.com" } = domains.find(({ regions }) => regions.test(region)) ?? {};
  return `https://${region}.${domain}/codesuite/codepipeline/pipelines/${pipelineName}`;
}
