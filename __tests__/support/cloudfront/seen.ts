/** What a scene says of viewers and of those who send the header, each time they are looked at. */
export const seen = (scene: string): readonly (string | undefined)[] =>
  [...scene.matchAll(/^ {2}(?:viewers|reviewers) +(?:\d+ of \d+ )?get (.*?)(?:, with .*)?$/gm)].map(
    ([, page]) => page,
  );

/** What the site of a story shows in one of its versions. */
export const page = (version: number) => `"The site, version ${version}"`;
