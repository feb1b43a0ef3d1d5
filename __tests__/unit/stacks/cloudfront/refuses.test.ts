import { describe, expect, it } from "vitest";
import type { DistributionSettings } from "../../../../settings/schema/distribution";
import { type Changes, kept, productionId } from "../../../support/cloudfront-stack";
import { cloudfrontContinuousDeployment } from "../../../support/minimal-entries";
import { problems, reportedAlone } from "../../../support/problems";

const of = (distribution: DistributionSettings): Changes => ({ distribution });
const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/one";
const domain = { names: ["www.example.com"], certificateArn };
const webAcl = (region: string) =>
  `arn:aws:wafv2:${region}:123456789012:global/webacl/shop/00000000-0000-0000-0000-000000000000`;
const errors = (...customErrorResponses: NonNullable<DistributionSettings["customErrorResponses"]>) =>
  of({ customErrorResponses });
const weight = (of: number): Changes => ({ traffic: { type: "weight", weight: of } });
const sticky = (idleTtl: number, maximumTtl: number): Changes => ({
  traffic: { type: "weight", weight: 0.1, sessionStickiness: { idleTtl, maximumTtl } },
});
const header = (changes: object): Changes => ({ traffic: { type: "header", ...changes } });

const ofDistributions: readonly [Changes, string, unknown][] = [
  [of({ httpVersion: "http3" }), "five/production · httpVersion", "http3"],
  [of({ httpVersion: "http2and3" }), "five/production · httpVersion", "http2and3"],
  [of({ comment: "a".repeat(129) }), "five/production · comment length", 129],
  [of({ defaultRootObject: "/index.html" }), "five/production · defaultRootObject", "/index.html"],
  [of({ defaultRootObject: "" }), "five/production · defaultRootObject", ""],
  [
    of({ cachePolicy: "Managed-CachingOptimized" }),
    "five/production · cachePolicy",
    "Managed-CachingOptimized",
  ],
  [of({ cachePolicy: "toString" }), "five/production · cachePolicy", "toString"],
  [of({ responseHeadersPolicy: "None" }), "five/production · responseHeadersPolicy", "None"],
  [of({ originAccessControlName: "" }), "five/production · originAccessControlName", ""],
  [of({ webAclArn: webAcl("eu-west-1") }), "five/production · webAclArn", webAcl("eu-west-1")],
  [of({ webAclArn: "shop" }), "five/production · webAclArn", "shop"],
  [
    of({ webAclArn: webAcl("us-east-1").replace("global", "regional") }),
    "five/production · webAclArn",
    webAcl("us-east-1").replace("global", "regional"),
  ],
  [of({ domain: { ...domain, names: [] } }), "five/production · domain.names", []],
  [
    of({ domain: { ...domain, names: ["a.example.com", "a.example.com"] } }),
    "five/production · domain.names",
    ["a.example.com"],
  ],
  [
    of({ domain: { ...domain, names: ["https://example.com"] } }),
    "five/production · domain.names[0]",
    "https://example.com",
  ],
  [
    of({ domain: { ...domain, certificateArn: "certificate" } }),
    "five/production · domain.certificateArn",
    "certificate",
  ],
  [
    of({ domain: { ...domain, certificateArn: certificateArn.replace("us-east-1", "eu-central-1") } }),
    "five/production · domain.certificateArn",
    certificateArn.replace("us-east-1", "eu-central-1"),
  ],
  [errors({ errorCode: 399 }), "five/production · customErrorResponses[0].errorCode", 399],
  [
    errors({ errorCode: 404, responseCode: 200 }),
    "five/production · customErrorResponses[0]",
    { errorCode: 404, responseCode: 200 },
  ],
  [
    errors({ errorCode: 404, responsePagePath: "/404.html" }),
    "five/production · customErrorResponses[0]",
    { errorCode: 404, responsePagePath: "/404.html" },
  ],
  [
    errors({ errorCode: 404, responseCode: 404, responsePagePath: "404.html" }),
    "five/production · customErrorResponses[0].responsePagePath",
    "404.html",
  ],
  [
    errors({ errorCode: 404, responseCode: 999, responsePagePath: "/404.html" }),
    "five/production · customErrorResponses[0].responseCode",
    999,
  ],
  [
    errors({ errorCode: 404, errorCachingMinTtl: -1 }),
    "five/production · customErrorResponses[0].errorCachingMinTtl",
    -1,
  ],
  [errors({ errorCode: 404 }, { errorCode: 404 }), "five/production · customErrorResponses", ["404"]],
];

const ofReleases: readonly [Changes, string, unknown][] = [
  [weight(0), "five/production · traffic.weight", 0],
  [weight(-0.1), "five/production · traffic.weight", -0.1],
  [weight(0.16), "five/production · traffic.weight", 0.16],
  [weight(15), "five/production · traffic.weight", 15],
  [sticky(299, 600), "five/production · traffic.sessionStickiness.idleTtl", 299],
  [sticky(300, 3601), "five/production · traffic.sessionStickiness.maximumTtl", 3601],
  [sticky(600, 300), "five/production · traffic.sessionStickiness", { idleTtl: 600, maximumTtl: 300 }],
  [header({ header: "x-staging" }), "five/production · traffic.header", "x-staging"],
  [header({ header: "aws-cf-cd-" }), "five/production · traffic.header", "aws-cf-cd-"],
  [header({ header: "aws-cf-cd-a b" }), "five/production · traffic.header", "aws-cf-cd-a b"],
  [header({ value: "" }), "five/production · traffic.value length", 0],
  [header({ value: "a".repeat(1784) }), "five/production · traffic.value length", 1784],
  [{ attachPolicyTo: productionId }, "five · attachPolicyTo", productionId],
  [{ mode: "scripts", attachPolicyTo: productionId }, "five · attachPolicyTo", productionId],
  [{ ...kept, attachPolicyTo: "production" }, "five · attachPolicyTo", "production"],
  [{ ...kept, attachPolicyTo: `$\{self.id}` }, "five · attachPolicyTo", `$\{self.id}`],
  [{ pipeline: { executionMode: "PARALLEL" } }, "five · pipeline.executionMode", "PARALLEL"],
  [
    { stagingDistributionCleanupEnabled: false, rejectedCleanup: { projectName: "sweep" } },
    "five · rejectedCleanup",
    { projectName: "sweep" },
  ],
  [{ rejectedCleanup: { notificationArn: "topic" } }, "five/release/rejected · notificationArn", "topic"],
  [{ outputDirectory: "../dist" }, "five · outputDirectory", "../dist"],
  [{ outputDirectory: "/dist" }, "five · outputDirectory", "/dist"],
  [{ outputDirectory: "a b" }, "five · outputDirectory", "a b"],
  [{ outputDirectory: "" }, "five · outputDirectory", ""],
  [{ invalidationPaths: [] }, "five · invalidationPaths", []],
  [{ invalidationPaths: ["/*", "index.html"] }, "five · invalidationPaths[1]", "index.html"],
  [{ invalidationPaths: ["/*.html"] }, "five · invalidationPaths[0]", "/*.html"],
  [{ reviewWaitMinutes: -1 }, "five · reviewWaitMinutes", -1],
  [{ reviewWaitMinutes: 1441 }, "five · reviewWaitMinutes", 1441],
  [{ reviewWaitMinutes: 60, builds: { staging: { buildTimeout: 60 } } }, "five · reviewWaitMinutes", 60],
  [{ accessLogs: { bucket: "Logs" } }, "five/access_logs · bucket", "Logs"],
  [{ accessLogs: { bucket: "app-logs", expirationDays: 0 } }, "five/access_logs · expirationDays", 0],
  [{ site: { bucket: "Site" }, accessLogs: "none" }, "five/site · bucket", "Site"],
  [{ builds: { promote: { projectName: "a b" } } }, "five/release/promote · projectName", "a b"],
  [
    { builds: { cleanup: { environmentVariables: { SITE_BUCKET: "elsewhere", MORE: "x" } } } },
    "five/release/cleanup · environmentVariables",
    ["SITE_BUCKET"],
  ],
  [
    { rejectedCleanup: { environmentVariables: { RELEASE: "x", DETACH_POLICY: "true" } } },
    "five/release/rejected/project · environmentVariables",
    ["RELEASE", "DETACH_POLICY"],
  ],
  [
    { approval: { externalEntityLink: "www.example.com" } },
    "five/pipeline/stages/Approve/Approve · externalEntityLink",
    "www.example.com",
  ],
];

describe.each([
  ["a distribution", ofDistributions],
  ["a release", ofReleases],
] as const)("what an entry of a site refuses of %s, each mistake once", (_, cases) => {
  it.each(cases)("is %j", (changes, place, got) => {
    expect(reportedAlone(cloudfrontContinuousDeployment(changes), place, got)).toEqual({
      allowed: true,
      change: 'settings/stacks.ts, entry [0], stack "five"',
    });
  });
});

describe("what an entry of a site takes", () => {
  it.each<Changes>([
    weight(0.15),
    weight(0.0001),
    sticky(300, 300),
    sticky(300, 3600),
    header({ header: "AWS-CF-CD-Team_1", value: "a".repeat(1783) }),
    of({ defaultRootObject: "shop/index.html" }),
    of({ originAccessControlName: "a shop's" }),
    of({ domain: { ...domain, names: ["*.example.com", "example.com"] } }),
    errors({ errorCode: 403 }, { errorCode: 404, responseCode: 200, responsePagePath: "/" }),
    { ...kept, attachPolicyTo: productionId },
    { outputDirectory: "." },
    { outputDirectory: "packages/site/dist" },
    { outputDirectory: "..dist" },
    { invalidationPaths: ["/"] },
    { reviewWaitMinutes: 0 },
    { reviewWaitMinutes: 59, builds: { staging: { buildTimeout: 60 } } },
  ])("is %j", (changes) => {
    expect(problems([cloudfrontContinuousDeployment(changes)])).toEqual([]);
  });
});

it("what an entry of a site refuses is told all at once", () => {
  const all = problems([
    cloudfrontContinuousDeployment({
      ...weight(1),
      ...of({ httpVersion: "http3", comment: "a".repeat(129) }),
      attachPolicyTo: "x",
      invalidationPaths: ["x"],
      outputDirectory: "/",
    }),
  ]);
  expect(all).toHaveLength(7);
});
