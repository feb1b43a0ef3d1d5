import { z } from "zod";

/** What a viewer asks for, as a test says it. */
export const viewerRequest = z.object({
  /** Of CloudFront's, or an alias. */
  domainName: z.string().min(1),
  path: z.string().startsWith("/"),
  headers: z.record(z.string(), z.string()).default({}),
  /** What decides where a share of the requests goes to the staging distribution: below its weight it does. */
  draw: z
    .number()
    .min(0)
    .max(1)
    .default(() => Math.random()),
});

export type ViewerRequest = z.output<typeof viewerRequest>;

/** The request as callers write it. */
export type Visit = z.input<typeof viewerRequest>;

/** What an origin answers, and CloudFront passes on. */
export interface EdgeResponse {
  readonly status: number;
  /** By name in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  /** As text. */
  readonly body: string;
}

/** What a viewer gets, and from where. */
export interface ViewerResponse extends EdgeResponse {
  /** The distribution that served it: the staging one where the policy sent the request there. */
  readonly distributionId: string;
  readonly fromCache: boolean;
}
