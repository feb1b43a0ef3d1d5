import sodium from "libsodium-wrappers";
import { z } from "zod";
import { elementText } from "../../../../local/aws/client/xml";
import { type RunSettings, runWorkflow } from "../../../../local/github/actions/run-workflow";
import type { StepRun, WorkflowRun } from "../../../../local/github/actions/workflow-run";
import { jobNamed } from "../../../support/workflow-runs";
import type { Behind, TestAccount } from "../../local-aws/on-local-aws";

const publicKey = z.object({ key: z.string(), key_id: z.string() });

let repositories = 0;

/** A repository with one commit on main, and how its workflows are run. */
export class Project {
  readonly name: string;

  constructor(
    readonly account: TestAccount,
    private readonly behind: Behind,
  ) {
    repositories += 1;
    this.name = `app-${repositories}`;
  }

  get repository() {
    return this.behind.repository(`shop/${this.name}`);
  }

  /** Commits files to a branch. */
  async commit(files: Readonly<Record<string, string>> = { "README.md": "app" }, branch = "main") {
    return this.repository.commit({ branch, files });
  }

  /** Sets a variable of the repository, as Terraform does. */
  async setVariable(name: string, value: string): Promise<void> {
    await this.#github("POST", "actions/variables", { name, value });
  }

  /** Sets a secret of the repository, sealed for it, as Terraform does. */
  async setSecret(name: string, value: string): Promise<void> {
    await sodium.ready;
    const { key, key_id } = publicKey.parse(await this.#github("GET", "actions/secrets/public-key"));
    const sealed = sodium.crypto_box_seal(value, sodium.from_base64(key, sodium.base64_variants.ORIGINAL));
    const encrypted_value = sodium.to_base64(sealed, sodium.base64_variants.ORIGINAL);
    await this.#github("PUT", `actions/secrets/${name}`, { encrypted_value, key_id });
  }

  /** Sets the secrets of an access key of a user that has this policy; answers with the key's id. */
  async useKeyOf(account: TestAccount, UserName: string, PolicyDocument: string): Promise<string> {
    await account.client.query("iam", "CreateUser", { UserName });
    await account.client.query("iam", "PutUserPolicy", { UserName, PolicyName: "policy", PolicyDocument });
    const xml = await account.client.query("iam", "CreateAccessKey", { UserName });
    const [id = "", secret = ""] = [elementText(xml, "AccessKeyId"), elementText(xml, "SecretAccessKey")];
    await this.setSecret("AWS_ACCESS_KEY_ID", id);
    await this.setSecret("AWS_SECRET_ACCESS_KEY", secret);
    return id;
  }

  async #github(method: string, path: string, body?: object): Promise<unknown> {
    const root = `${this.behind.githubUrl().replace(/\/+$/, "")}/repos/shop/${this.name}`;
    const response = await fetch(`${root}/${path}`, {
      method,
      headers: { authorization: "Bearer local" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return text === "" ? undefined : JSON.parse(text);
  }

  /** Runs a workflow, by default one that has this text. */
  run(text: string | undefined, more: Partial<RunSettings> = {}): Promise<WorkflowRun> {
    return runWorkflow({
      account: this.account,
      githubUrl: this.behind.githubUrl(),
      owner: "shop",
      repository: this.name,
      branch: "main",
      ...(text === undefined ? {} : { text }),
      ...more,
    });
  }
}

/** An expression as a workflow file has it. */
export function value(expression: string): string {
  return `\${{ ${expression} }}`;
}

/** A workflow of one job with these steps, as YAML's flow style takes JSON. */
export function workflowOf(steps: readonly object[], job: object = {}, workflow: object = {}): string {
  return JSON.stringify({
    on: { push: {}, workflow_dispatch: {} },
    ...workflow,
    jobs: { job: { "runs-on": "ubuntu-latest", ...job, steps } },
  });
}

/** What a script printed: its log without what the runner says. */
export function printedBy({ log }: StepRun): readonly string[] {
  const lines = log.slice(log.indexOf("##[endgroup]") + 1);
  return lines.filter((line) => !line.startsWith("##[error]Process"));
}

/** What each step of the job printed. */
export function printed(run: WorkflowRun): readonly (readonly string[])[] {
  return jobNamed(run).steps.map(printedBy);
}
