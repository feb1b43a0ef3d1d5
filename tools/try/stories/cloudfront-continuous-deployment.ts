import { LocalRepository } from "../../../local/github/local-repository";
import { accountOfArn } from "../../../modules/aws/arn";
import type { CloudfrontContinuousDeploymentSettings } from "../../../settings/schema/cloudfront-continuous-deployment";
import { siteOf } from "../cloudfront/site";
import { pipelineNameOf, SiteStory } from "../cloudfront/site-story";
import { createMentioned } from "../existing/resources";
import { heading, say } from "../say";
import { accountOfSource, createSourceGround, sourceVariables } from "../source-ground";
import type { PlayContext, StoryContext } from "../story";
import { createShared } from "./shared";
import { createTokenOfStatus, followStatuses } from "./status-of-pipeline";

type Settings = CloudfrontContinuousDeploymentSettings;

/** CloudFront takes certificates and web ACLs of the distribution's own account only, and so do sources their connection. */
export function accountId({ distribution, source }: Settings): string | undefined {
  const arn = distribution?.domain?.certificateArn ?? distribution?.webAclArn;
  return arn === undefined ? accountOfSource(source) : accountOfArn(arn);
}

/** The site in its repository, what exists outside the project, and the connection or the token's parameter. */
export async function prepare(settings: Settings, context: StoryContext): Promise<void> {
  const { source, artifactStore } = settings;
  await createShared({ artifactStore }, [], context);
  await createMentioned(settings, context.account);
  await createSourceGround(source, context);
  await createTokenOfStatus(settings, source.owner, context);
  const repository = new LocalRepository(context.githubUrl, source.owner, source.repository);
  await repository.commit({ branch: source.branch, files: siteOf(settings, 1) });
}

/** The GitHub token, where a Terraform variable holds it. */
export const variables = ({ source }: Settings): Readonly<Record<string, string>> => sourceVariables(source);

/** Without the ID of a distribution that is to exist: the one that is made here gets another. */
export function firstApplied(settings: Settings): Settings {
  const { attachPolicyTo, ...others } = settings;
  return attachPolicyTo === undefined ? settings : others;
}

/** A release that is approved, one that is rejected, and one that nobody answers for. */
export async function play(settings: Settings, context: PlayContext<Settings>): Promise<void> {
  followStatuses(settings, pipelineNameOf(settings), context, settings.source);
  const story = new SiteStory(settings, context);
  if (!(await story.promote())) {
    heading("No release has come to its end, so nothing can be rejected");
    return say("  The lines above say why. A build of your own is run as it is, on a stand-in for the site.");
  }
  await story.reject();
  await story.expire();
}
