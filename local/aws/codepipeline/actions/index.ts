import type { ActionDeclaration } from "../pipeline-declaration";
import type { ActionProvider } from "./action-provider";
import { codeBuild } from "./code-build";
import { codeDeployToEcs } from "./code-deploy-to-ecs";
import { connectionSource } from "./connection-source";
import { ecrSource } from "./ecr-source";
import { ecsDeploy } from "./ecs-deploy";
import { githubSource } from "./github-source";
import { invokeFunction } from "./lambda-invoke";
import { s3Source } from "./s3-source";

/** How each kind of action is carried out: category/owner/provider. The approval waits in the executor itself. */
const PROVIDERS: Readonly<Record<string, ActionProvider>> = {
  "Build/AWS/CodeBuild": codeBuild,
  "Deploy/AWS/CodeDeployToECS": codeDeployToEcs,
  "Deploy/AWS/ECS": ecsDeploy,
  "Source/AWS/CodeStarSourceConnection": connectionSource,
  "Source/AWS/ECR": ecrSource,
  "Source/AWS/S3": s3Source,
  "Source/ThirdParty/GitHub": githubSource,
  "Test/AWS/CodeBuild": codeBuild,
  "Invoke/AWS/Lambda": invokeFunction,
};

/** What carries an action out; undefined for a kind that nothing here can. */
export function actionProviderOf({ actionTypeId }: ActionDeclaration): ActionProvider | undefined {
  const { category, owner, provider } = actionTypeId;
  return PROVIDERS[`${category}/${owner}/${provider}`];
}
