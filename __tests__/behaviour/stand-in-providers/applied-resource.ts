import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { type LocalGithub, startLocalGithub } from "../../../local/github/local-github";
import { LocalRepository } from "../../../local/github/local-repository";
import type { Workspace } from "../../../local/terraform/workspace";
import { callApi } from "../local-github/github-api";
import { closeStacks, openStack } from "../local-terraform/open-stack";
import { writeStack } from "../local-terraform/stack-folder";

export interface AppliedResourceProps {
  readonly address: string;
  /** The configuration around the resource, for a repository of this name. */
  readonly configuration: (repository: string, changes: object) => object;
  /** What the repository holds before the apply. @default nothing */
  readonly prepare?: (repository: LocalRepository) => Promise<unknown>;
}

/** A resource of the GitHub provider, applied before each test of a `describe` to a repository of the test's own. */
export class AppliedResource {
  repository!: LocalRepository;
  stack!: Workspace;
  private github!: LocalGithub;

  constructor(private readonly props: AppliedResourceProps) {
    beforeAll(async () => {
      this.github = await startLocalGithub();
    });
    afterAll(() => this.github.stop());
    beforeEach(({ task }) => this.apply(`shop-${task.id}`));
    afterEach(closeStacks);
  }

  /** Writes the configuration anew; the next plan sees it. */
  change(changes: object): Promise<unknown> {
    return writeStack(this.stack.folder, this.props.configuration(this.repository.name, changes));
  }

  /** What a plan would do to the resource. */
  async planned() {
    await this.stack.plan();
    const { resource_changes: changes = [] } = await this.stack.planJson();
    return changes.find(({ address }) => address === this.props.address)?.change;
  }

  /** Calls GitHub's API, below the repository. */
  call(method: string, path: string, body?: object) {
    return callApi(this.github.url, `acme/${this.repository.name}`, method, path, body);
  }

  private async apply(name: string): Promise<void> {
    const { configuration, prepare } = this.props;
    this.repository = new LocalRepository(this.github.url, "acme", name);
    await prepare?.(this.repository);
    this.stack = await openStack(configuration(name, {}), {
      environment: { GITHUB_BASE_URL: this.github.url, GITHUB_TOKEN: "a-token" },
    });
    await this.stack.apply();
  }
}
