import { ActionsSecret, type ActionsSecretConfig } from "@cdktf/provider-github/lib/actions-secret";
import { ActionsVariable, type ActionsVariableConfig } from "@cdktf/provider-github/lib/actions-variable";
import { GithubProvider, type GithubProviderConfig } from "@cdktf/provider-github/lib/provider";
import { RepositoryFile, type RepositoryFileConfig } from "@cdktf/provider-github/lib/repository-file";
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

const VARIABLE: Everything<ActionsVariableConfig> = {
  id: "shop:REGION",
  repository: "shop",
  value: "eu-west-1",
  variableName: "REGION",
};

// One secret has one value only: in plain text or encrypted.
const SECRET: Everything<Omit<ActionsSecretConfig, "encryptedValue">> = {
  destroyOnDrift: true,
  id: "shop:TOKEN",
  plaintextValue: "a-secret",
  repository: "shop",
  secretName: "TOKEN",
};

const FILE: Everything<RepositoryFileConfig> = {
  autocreateBranch: false,
  autocreateBranchSourceBranch: "main",
  autocreateBranchSourceSha: "a".repeat(40),
  branch: "main",
  commitAuthor: "A. Uthor",
  commitEmail: "a@example.invalid",
  commitMessage: "Add a file",
  content: "1",
  file: "a.txt",
  id: "shop/a.txt",
  overwriteOnCreate: true,
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
  const variable = new ActionsVariable(stack, "variable", VARIABLE);
  const secret = new ActionsSecret(stack, "secret", SECRET);
  new ActionsSecret(stack, "encrypted", {
    repository: "shop",
    secretName: "OTHER",
    encryptedValue: "c2VhbGVk",
  });
  const file = new RepositoryFile(stack, "file", FILE);
  const times = [variable.createdAt, variable.updatedAt, secret.createdAt, secret.updatedAt];
  const ofFile = [file.commitSha, file.ref, file.sha];
  const random = [id.b64Std, id.b64Url, id.dec, id.hex, id.id, bytes.base64, bytes.hex];
  const value = [...random, webhook.url, ...times, ...ofFile];
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
      github_actions_secret: ["encrypted_value", "plaintext_value"],
      github_actions_variable: [],
      github_repository_file: [],
      github_repository_webhook: ["configuration.secret", "configuration.url"],
      random_bytes: ["base64", "hex"],
      random_id: [],
    });
  });
});
