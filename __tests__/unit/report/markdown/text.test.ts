import { describe, expect, it } from "vitest";
import { code, prose, proseWithCode, table } from "../../../../report/markdown/text";

describe("plain text in Markdown", () => {
  it("is as it is written where nothing of it means anything", () => {
    expect(prose("a push to team/app@main, by webhook (2.0)")).toBe(
      "a push to team/app@main, by webhook (2.0)",
    );
  });

  it.each([
    ["emphasis", "*a* _b_ ~c~", "\\*a\\* \\_b\\_ \\~c\\~"],
    ["a link", "[a](b)", "\\[a\\](b)"],
    ["HTML", "<b>&amp;", "\\<b\\>&#38;amp;"],
    ["code", "`a`", "\\`a\\`"],
    ["mathematics", "$a$", "\\$a\\$"],
    ["a heading, or the number of an issue", "#1", "\\#1"],
    ["the end of a cell", "a|b", "a&#124;b"],
    ["a backslash, also in front of the end of a cell", "a\\|b", "a&#92;&#124;b"],
    ["lines", "a\n\n# b\r\nc", "a \\# b c"],
  ])("cannot hold %s", (_, text, written) => {
    expect(prose(text)).toBe(written);
  });
});

describe("a name in the type of code", () => {
  it("stands between backquotes", () => {
    expect(code("log-group:/aws/*_<b>")).toBe("`log-group:/aws/*_<b>`");
  });

  it.each([
    ["a backquote", "a`b_", "<code>a&#96;b&#95;</code>"],
    ["the end of a cell", "a|<b>", "<code>a&#124;&#60;b&#62;</code>"],
    ["a backslash", "a\\", "<code>a&#92;</code>"],
  ])("may hold %s", (_, text, written) => {
    expect(code(text)).toBe(written);
  });

  it("is one line, and nothing where there is nothing", () => {
    expect(code(" a\nb ")).toBe("`a b`");
    expect(code("")).toBe("");
  });
});

it("text with code between backquotes keeps it, and all else is plain", () => {
  expect(proseWithCode("*the* `moved: { a_b: 1 }` of `a|b`, and ` alone")).toBe(
    "\\*the\\* `moved: { a_b: 1 }` of <code>a&#124;b</code>, and \\` alone",
  );
});

it("a table is a head, a line, and rows", () => {
  expect(table(["A", "B"], [["1", ""]])).toBe("| A | B |\n| --- | --- |\n| 1 |  |");
});
