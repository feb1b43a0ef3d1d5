// CloudFront: Use managed cache policies; Use managed response headers policies.

/** Cache policies that AWS keeps, by their names. */
export const managedCachePolicies = {
  CachingOptimized: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  CachingOptimizedForUncompressedObjects: "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
  CachingDisabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  UseOriginCacheControlHeaders: "83da9c7e-98b4-4e11-a168-04f0df8e2c65",
} as const;

/** Response headers policies that AWS keeps, by their names. */
export const managedResponseHeadersPolicies = {
  SecurityHeadersPolicy: "67f7725c-6f97-4210-82d7-5512b31e9d03",
  SimpleCORS: "60669652-455b-4ae9-85a4-c4c02393f86c",
  "CORS-With-Preflight": "5cc3b908-e619-4b99-88e5-2cf7f45965bd",
  "CORS-and-SecurityHeadersPolicy": "e61eb60c-9c35-4d20-a928-2b84e02af89c",
  "CORS-with-preflight-and-SecurityHeadersPolicy": "eaab4381-ed33-4a86-88ca-d9558dc6cd63",
} as const;

/** The ID of a policy, by the name of one that AWS keeps; an ID is passed through. */
export function policyId(managed: Readonly<Record<string, string>>, nameOrId: string): string {
  return managed[nameOrId] ?? nameOrId;
}
