import type { NameRule } from "./name-rule";

/** Names of what belongs to a distribution of CloudFront. */
export const cloudfrontNames = {
  originAccessControl: {
    code: "CLOUDFRONT-ACCESS-CONTROL-NAME",
    what: "name of an origin access control",
    pattern: /^[\x20-\x7e]+$/,
    minLength: 1,
    maxLength: 64,
    alphabet: "printable ASCII characters",
    source: "CloudFront API: OriginAccessControlConfig",
  },
  alternateDomain: {
    code: "CLOUDFRONT-DOMAIN-NAME",
    what: "domain name",
    pattern: /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/,
    minLength: 4,
    maxLength: 253,
    alphabet: "a name such as www.example.com in lower-case letters, or *.example.com",
    source: "CloudFront: Requirements for using alternate domain names",
  },
} as const satisfies Record<string, NameRule>;
