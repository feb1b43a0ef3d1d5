import type { Construct } from "constructs";
import { AccessLogBucket } from "../modules/cloudfront/access-log-bucket";
import { Distribution } from "../modules/cloudfront/distribution";
import { defaultRootObject } from "../modules/cloudfront/distribution-config";
import { DistributionParameters } from "../modules/cloudfront/distribution-parameters";
import { SiteBucket } from "../modules/cloudfront/site-bucket";
import { BuildProject } from "../modules/codebuild/build-project";
import { shippedBuildspec } from "../modules/codebuild/buildspec";
import { check } from "../modules/findings/check";
import { CodeBuildAction } from "../modules/pipeline/builds/code-build-action";
import { Pipeline } from "../modules/pipeline/pipeline";
import { defined } from "../modules/terraform/defined";
import type { CloudfrontContinuousDeploymentSettings } from "../settings/schema/cloudfront-continuous-deployment";
import { siteFindings } from "./cloudfront/site-findings";
import { SiteRelease } from "./cloudfront/site-release";
import type { Defaults } from "./defaults";
import { githubSource } from "./github-source";
import { PipelineStack } from "./pipeline-stack";
import type { ProjectStackProps, SummaryLine } from "./project-stack";
import { artifactStores } from "./release/artifact-stores";

type Settings = CloudfrontContinuousDeploymentSettings;

/** System 5: a static site on CloudFront. A release is reviewed on a staging distribution, then promoted, or taken away. */
export class CloudfrontContinuousDeployment extends PipelineStack {
  readonly pipeline: Pipeline;
  private readonly siteRelease: SiteRelease;

  constructor(scope: Construct, props: ProjectStackProps<Settings>) {
    super(scope, props);
    const { settings } = props;
    const defaults = this.defaults(settings);
    const { name, logicalId } = defaults;
    const pipelineName = settings.pipeline?.pipelineName ?? name;
    this.configureWebhookProviders(settings.source);

    const site = new SiteBucket(this, "site", settings.site);
    const distribution = this.createDistribution(settings, defaults, site);
    const parameters = new DistributionParameters(this, "parameters", { service: name, distribution });
    const surroundings = { service: name, distribution, parameters, site, pipelineName };
    this.siteRelease = new SiteRelease(this, "release", {
      settings,
      defaults,
      surroundings,
      defaultRootObject: rootObjectOf(settings),
    });

    const status = this.commitStatus(settings.commitStatus, pipelineName, defaults, settings.source);
    const source = githubSource(this, settings.source, { logicalId });
    const build = new CodeBuildAction({
      actionName: "Build",
      project: this.siteBuild(settings, defaults),
      input: source.output,
    });
    this.pipeline = new Pipeline(this, "pipeline", {
      logicalId,
      ...settings.pipeline,
      pipelineName,
      ...artifactStores(this, { artifactStore: settings.artifactStore }, defaults),
      dependsOn: [...this.siteRelease.dependencies, ...status],
    })
      .stage("Source", source)
      .stage("Build", build);
    this.siteRelease.addTo(this.pipeline, build.output);

    this.notify(settings.notifications, defaults);
    check(this, () => siteFindings(settings));
    this.outputPipeline();
    this.output("site_url", distribution.url, "Where viewers find the site");
    this.output("production_distribution_id", distribution.id, "The distribution that all viewers see");
  }

  override summary(): readonly SummaryLine[] {
    const project = this.siteRelease.rejectedProjectName;
    return [
      ...super.summary(),
      ...(project ? [{ label: "cleans up", text: `after a rejection, by the project ${project}` }] : []),
    ];
  }

  private createDistribution(settings: Settings, { name }: Defaults, site: SiteBucket): Distribution {
    const accessLogs = this.accessLogs(settings);
    const { mode, traffic, attachPolicyTo } = settings;
    return new Distribution(
      this,
      "production",
      defined({
        comment: name,
        originAccessControlName: name,
        ...settings.distribution,
        site,
        accessLogs,
        mode,
        traffic,
        attachPolicyTo,
      }),
    );
  }

  private accessLogs({ accessLogs, site }: Settings): AccessLogBucket | undefined {
    if (accessLogs === "none") return undefined;
    return new AccessLogBucket(
      this,
      "access_logs",
      accessLogs ?? defined({ bucket: `${site.bucket}-access-logs`, forceDestroy: site.forceDestroy }),
    );
  }

  private siteBuild(settings: Settings, { name, logicalId, kmsKeyArn }: Defaults): BuildProject {
    const { build, outputDirectory = "dist" } = settings;
    return new BuildProject(
      this,
      "build",
      defined({
        logicalId,
        projectName: name,
        kmsKeyArn,
        ...build,
        buildspec: build?.buildspec ?? shippedBuildspec("build-site.yml"),
        environmentVariables: {
          OUTPUT_DIRECTORY: outputDirectory,
          DEFAULT_ROOT_OBJECT: rootObjectOf(settings),
          ...build?.environmentVariables,
        },
      }),
    );
  }
}

const rootObjectOf = ({ distribution }: Settings): string =>
  distribution?.defaultRootObject ?? defaultRootObject;
