import type { LocalAccount } from "../../local/aws/local-account";
import type { CommonSettings } from "../../settings/schema/common";

/** Where a story is played. */
export interface StoryContext {
  readonly account: LocalAccount;
  readonly githubUrl: string;
}

/** The stack that a story is about, once it is deployed. */
export interface PlayedStack<T extends CommonSettings> {
  /** Applies other settings. */
  change(settings: T): Promise<void>;
  /** Says whether a plan has something to change. */
  showPlan(): Promise<void>;
}

/** Where a story is played, and with what. */
export interface PlayContext<T extends CommonSettings> extends StoryContext {
  readonly stack: PlayedStack<T>;
}

/** What `npm run try` does with a stack of one system. */
export interface Story<T extends CommonSettings> {
  /** The account that the settings are about, where their credentials leave that open. @default any */
  accountId?(settings: T): string | undefined;
  /** Creates what the settings expect to exist. */
  prepare(settings: T, context: StoryContext): Promise<void>;
  /** Values of the Terraform variables that the settings ask for. @default none */
  variables?(settings: T): Readonly<Record<string, string>>;
  /** What is applied first, where the settings as they are take for applied what this account does not have. @default the settings */
  firstApplied?(settings: T): T;
  /** Plays what the stack is there for, once it is deployed. */
  play(settings: T, context: PlayContext<T>): Promise<void>;
}
