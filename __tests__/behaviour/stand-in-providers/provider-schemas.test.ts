import { GithubProvider, type GithubProviderConfig } from "@cdktf/provider-github/lib/provider";
import {
  RepositoryWebhook,
  type RepositoryWebhookConfig,
} from "@cdktf/provider-github/lib/repository-webhook";
import { Bytes } from "@cdktf/provider-random/lib/bytes";
import { Id } from "@cdktf/provider-random/lib/id";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { App, type TerraformMetaArguments, TerraformOutput, TerraformStack, Testing } from "cdktf";
import { afterEach, expect, it } from "vitest";
import { missingForTerraform } from "../../../local/terraform/terraform-binary";
import { requires } from "../../support/requires";
import { closeStacks, openStack } from "../local-terraform/open-stack";

/** Every argument a generated class takes: the compiler tells when one is left out. */
type Everything<Config> = Required<Omit<Config, keyof TerraformMetaArguments | "alias">>;

const PROVIDER: Everything<GithubProviderConfig> = {
  appAuth: { id: "1", installationId: "2", pemFile: "pem" },
  baseUrl: "http://localhost/",
  insecure: true,
  maxPerPage: 10,
  maxRetries: 1,
  organization: "acme",
  owner: "acme",
  parallelRequests: true,
  readDelayMs: 1,
  retryDelayMs: 1,
  retryableErrors: [500],
  token: "a-token",
  writeDelayMs: 1,
};

const WEBHOOK: Everything<RepositoryWebhookConfig> = {
  active: true,
  configuration: { contentType: "json", insecureSsl: true, secret: "a-secret", url: "https://example.com" },
  etag: "tag",
  events: ["push"],
  id: "1",
  repository: "shop",
};

interface SchemaJson {
  readonly block: {
    readonly attributes: Readonly<Record<string, { readonly sensitive?: boolean }>>;
    readonly block_types?: Readonly<Record<string, SchemaJson>>;
  };
}

function everythingThereIs(): object {
  const stack = new TerraformStack(new App(), "everything");
  new GithubProvider(stack, "github", PROVIDER);
  new RandomProvider(stack, "random");
  const id = new Id(stack, "id", { byteLength: 8, keepers: { of: "a" }, prefix: "p-" });
  const bytes = new Bytes(stack, "bytes", { length: 8, keepers: { of: "a" } });
  const webhook = new RepositoryWebhook(stack, "webhook", WEBHOOK);
  const value = [id.b64Std, id.b64Url, id.dec, id.hex, id.id, bytes.base64, bytes.hex, webhook.url];
  new TerraformOutput(stack, "computed", { value, sensitive: true });
  return JSON.parse(Testing.synth(stack));
}

function sensitiveOf({ block }: SchemaJson): string[] {
  const own = Object.entries(block.attributes).filter(([, { sensitive }]) => sensitive);
  const nested = Object.entries(block.block_types ?? {}).flatMap(([name, inner]) =>
    sensitiveOf(inner).map((attribute) => `${name}.${attribute}`),
  );
  return [...own.map(([name]) => name), ...nested].sort();
}

requires(missingForTerraform())("the stand-ins' schemas", () => {
  afterEach(closeStacks);

  it("know every attribute that the generated classes know", async () => {
    const stack = await openStack(everythingThereIs());
    expect(await stack.validate()).toMatchObject({ code: 0 });
  });

  it("mark as sensitive what the real ones mark", async () => {
    const stack = await openStack(everythingThereIs());
    const { stdout } = await stack.run(["providers", "schema", "-json"]);
    const schemas = Object.values(
      (
        JSON.parse(stdout) as {
          provider_schemas: Record<string, { resource_schemas?: Record<string, SchemaJson> }>;
        }
      ).provider_schemas,
    );
    const resources = Object.assign({}, ...schemas.map(({ resource_schemas }) => resource_schemas));
    const sensitive = Object.entries(resources as Record<string, SchemaJson>).map(([name, schema]) => [
      name,
      sensitiveOf(schema),
    ]);
    expect(Object.fromEntries(sensitive)).toEqual({
      github_repository_webhook: ["configuration.secret", "configuration.url"],
      random_bytes: ["base64", "hex"],
      random_id: [],
    });
  });
});
