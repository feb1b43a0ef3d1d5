import type { LogicalIdProps } from "../logical-ids/logical-id";

export const httpVersions = ["http1.1", "http2"] as const;
/** What CloudFront speaks, but not while it deploys continuously. */
export const http3Versions = ["http3", "http2and3"] as const;
export const priceClasses = ["PriceClass_100", "PriceClass_200", "PriceClass_All"] as const;
/** Those with TLS 1.2 that every version of the provider takes which a stack may be applied with. */
export const minimumProtocolVersions = ["TLSv1.2_2018", "TLSv1.2_2019", "TLSv1.2_2021"] as const;

export type HttpVersion = (typeof httpVersions)[number] | (typeof http3Versions)[number];

/** Names of a team's own, and the certificate that proves them. */
export interface DistributionDomain {
  /** The site's names, such as `www.example.com`, at least one. Their DNS records are not made here. */
  readonly names: readonly string[];
  /** ARN of a certificate of ACM in us-east-1 that covers all names. */
  readonly certificateArn: string;
  /** The oldest TLS that viewers may speak (CloudFront: Supported protocols and ciphers between viewers and CloudFront). @default "TLSv1.2_2021" */
  readonly minimumProtocolVersion?: (typeof minimumProtocolVersions)[number];
}

/** What viewers get in place of an error of the origin (CloudFront API: CustomErrorResponse). */
export interface CustomErrorResponse {
  /** The error's code, such as 403, which S3 answers for a file that is not there. */
  readonly errorCode: number;
  /** The code that viewers get; goes with `responsePagePath`. @default the error's own */
  readonly responseCode?: number;
  /** Path of the page that viewers get, such as `/404.html`; goes with `responseCode`. @default a page of CloudFront's */
  readonly responsePagePath?: string;
  /** For how many seconds CloudFront does not ask the origin again. @default 10, CloudFront's own */
  readonly errorCachingMinTtl?: number;
}

/** What a user may choose about the production distribution; a staging distribution follows it. */
export interface DistributionOptions extends LogicalIdProps {
  /** At most 128 characters, which tell the distribution apart in the console. @default the entry's `name` */
  readonly comment?: string;
  /** The file that a request for `/` gets. @default "index.html" */
  readonly defaultRootObject?: string;
  /** Which edge locations serve (CloudFront: Price class). @default "PriceClass_All" */
  readonly priceClass?: (typeof priceClasses)[number];
  /** The newest HTTP that viewers may speak; with HTTP/3 CloudFront has no continuous deployment. @default "http2" */
  readonly httpVersion?: HttpVersion;
  /** Whether it answers over IPv6. @default true */
  readonly ipv6?: boolean;
  /** What responses are cached by: a policy that AWS keeps, by its name, or the ID of one. @default "CachingOptimized" */
  readonly cachePolicy?: string;
  /** Headers that CloudFront adds: a policy that AWS keeps, such as `SecurityHeadersPolicy`, or the ID of one. @default none */
  readonly responseHeadersPolicy?: string;
  /** What viewers get in place of errors. @default the errors as they are */
  readonly customErrorResponses?: readonly CustomErrorResponse[];
  /** ARN of a web ACL of AWS WAF, of CloudFront's scope, in us-east-1. @default none */
  readonly webAclArn?: string;
  /** Names of your own, and their certificate. @default only the name that CloudFront gives, whose viewers may speak any TLS */
  readonly domain?: DistributionDomain;
  /** 1 to 64 characters, unique in the account (CloudFront API: OriginAccessControlConfig). @default the entry's `name` */
  readonly originAccessControlName?: string;
  /** Whether an apply waits until all edge locations know a change, some minutes. @default true */
  readonly waitForDeployment?: boolean;
}
