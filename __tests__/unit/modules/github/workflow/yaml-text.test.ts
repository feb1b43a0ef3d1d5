import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { literalYamlText, yamlText } from "../../../../../modules/github/workflow/yaml-text";

const texts = [
  "main",
  "feature/a-1_b.c",
  ".",
  "",
  " ",
  "a ",
  " a",
  "on",
  "Yes",
  "null",
  "~",
  "1",
  "1.0",
  "1e3",
  "0x1F",
  "1:30",
  "2026-01-02",
  ".inf",
  "- a",
  "a: b",
  "a #b",
  "#a",
  "'a'",
  '"a"',
  "a\nb",
  "a\tb",
  "a\\b",
  "*a",
  "&a",
  "!a",
  "{a}",
  "[a]",
  "%a",
  "@a",
  "`a`",
  "a, b",
  "? a",
  "| a",
  "> a",
  "\u007f\u0085\u2028\ufeff",
  "日本語 🚀",
  "<<",
  "=",
];

describe.each(["1.1", "1.2"] as const)("a text in YAML %s", (version) => {
  it.each(texts)("comes out as it went in: %j", (text) => {
    expect(parse(`key: ${yamlText(text)}\n`, { version })).toEqual({ key: text });
    expect(parse(`- ${yamlText(text)}\n`, { version })).toEqual([text]);
  });
});

describe("a text in YAML", () => {
  it.each(["main", "feature/a-1_b.c", "Deploy my-shop to ECS", "linux/arm64", `\${{ vars.A }}`])(
    "has no quotation marks where it needs none: %s",
    (text) => {
      expect(yamlText(text)).toBe(text);
    },
  );

  it("is no expression, whatever it holds", () => {
    expect(literalYamlText(`a \${{ b \${{`)).toBe(`a \${{ '\${{' }} b \${{ '\${{' }}`);
    expect(literalYamlText(`$A \${B} $ {{`)).toBe(yamlText(`$A \${B} $ {{`));
  });
});
