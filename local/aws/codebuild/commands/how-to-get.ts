/** How to get what CodeBuild's images have and a machine may lack. */
export const HOW_TO_GET: Readonly<Record<string, string>> = {
  aws: "Install the AWS CLI: https://docs.aws.amazon.com/cli",
  bash: "Install bash 4 or later",
  git: "Install git: https://git-scm.com",
  jq: "Install jq: https://jqlang.org/download",
};
