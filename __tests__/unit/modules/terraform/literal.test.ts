import { expect, it } from "vitest";
import { literal, unescaped } from "../../../../modules/terraform/literal";

it.each([
  ["a reference", "a-$" + "{var.x}", "a-$$" + "{var.x}"],
  ["a directive", "%" + "{ if true }", "%%" + "{ if true }"],
  ["what is escaped already", "$$" + "{x}", "$$$" + "{x}"],
  ["several", "$" + "{a}%" + "{b}$" + "{c}", "$$" + "{a}%%" + "{b}$$" + "{c}"],
  ["signs without a brace", "100 % of $HOME, $$ and #{variables.x}", "100 % of $HOME, $$ and #{variables.x}"],
])("escapes %s, and gives it back for people", (_, text, escaped) => {
  expect(literal(text)).toBe(escaped);
  expect(unescaped(escaped)).toBe(text);
});
