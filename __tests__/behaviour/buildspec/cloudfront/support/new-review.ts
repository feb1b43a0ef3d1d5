import type { PipelineRun } from "../../../../../local/aws/pipeline-run";
import type { TestAccount } from "../../../local-aws/on-local-aws";
import { createReviews, type Reviews } from "./reviews";
import { Site } from "./site";

/** A release that is shown on a staging distribution, and whose execution waits for the approval. */
export interface Review {
  readonly site: Site;
  readonly reviews: Reviews;
  readonly review: PipelineRun;
}

/** Puts a release under review. */
export async function newReview(account: TestAccount): Promise<Review> {
  const site = await Site.create(account);
  const reviews = await createReviews(account);
  const review = await reviews.start();
  await site.makeStaging(review.pipelineExecutionId);
  return { site, reviews, review };
}
