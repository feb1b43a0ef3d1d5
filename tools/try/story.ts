import type { LocalAccount } from "../../local/aws/local-account";
import type { CommonSettings } from "../../settings/schema/common";

/** Where a story is played. */
export interface StoryContext {
  readonly account: LocalAccount;
  readonly githubUrl: string;
}

/** What `npm run try` does with a stack of one system. */
export interface Story<T extends CommonSettings> {
  /** Creates what the settings expect to exist. */
  prepare(settings: T, context: StoryContext): Promise<void>;
  /** Values of the Terraform variables that the settings ask for. @default none */
  variables?(settings: T): Readonly<Record<string, string>>;
  /** Plays what the stack is there for, once it is deployed. */
  play(settings: T, context: StoryContext): Promise<void>;
}
