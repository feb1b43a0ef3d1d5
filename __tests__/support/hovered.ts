/** What an editor shows over a key. */
export interface Hovered {
  /** The sentences, without signature and tags. */
  readonly text: string;
  /** What `@default` says. */
  readonly defaultText: string;
}

/** A file as it stands in an editor, not saved. */
export interface OpenFile {
  /** Path of the file that it stands in place of. */
  readonly path: string;
  readonly text: string;
}

/** What a language service shows at some places of a file. */
export type HoverService = (file: OpenFile, offsets: readonly number[]) => Promise<readonly Hovered[]>;
