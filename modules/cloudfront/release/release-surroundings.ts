import type { Distribution } from "../distribution";
import type { DistributionParameters } from "../distribution-parameters";
import type { SiteBucket } from "../site-bucket";

/** What the builds of a release work on. */
export interface ReleaseSurroundings {
  /** The entry's name. */
  readonly service: string;
  readonly distribution: Distribution;
  readonly parameters: DistributionParameters;
  readonly site: SiteBucket;
  /** A literal, for policies and events. */
  readonly pipelineName: string;
}
