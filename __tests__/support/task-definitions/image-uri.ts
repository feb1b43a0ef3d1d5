/** The URI of a pushed image, as an ECR source writes it. */
export function imageUri(repository: string, hexDigit = "a"): string {
  return `123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/${repository}@sha256:${hexDigit.repeat(64)}`;
}
