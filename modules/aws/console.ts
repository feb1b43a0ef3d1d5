const domains = [
  { regions: /^cn-/, domain: "console.amazonaws.cn" },
  { regions: /^us-gov-/, domain: "console.amazonaws-us-gov.com" },
];

/** Where the console shows a pipeline, in the partition of its Region. */
export function pipelineConsoleUrl(region: string, pipelineName: string): string {
  const { domain = "console.aws.amazon.com" } = domains.find(({ regions }) => regions.test(region)) ?? {};
  return `https://${region}.${domain}/codesuite/codepipeline/pipelines/${pipelineName}/view?region=${region}`;
}
