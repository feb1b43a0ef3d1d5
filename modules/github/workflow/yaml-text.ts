// What YAML 1.1 or 1.2 reads as a number, a date, a boolean or nothing.
const noText = /^(?:[-+]?[.\d][\d._:xXa-fA-F+-]*|\.inf|\.nan|true|false|yes|no|on|off|null|y|n|~)$/i;
const plain = /^[\p{L}\p{N}./_$][\p{L}\p{N}./_$@{}()=' +*-]*$/u;
const unprintable = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;
const expressionStart = "$" + "{{";

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** A text as YAML: plain where that cannot be misread, in double quotes elsewhere. */
export function yamlText(text: string): string {
  if (plain.test(text) && !noText.test(text) && !text.endsWith(" ")) return text;
  return JSON.stringify(text).replaceAll(unprintable, escaped);
}

/** A text of the settings as YAML. It is literal: what looks like an expression of GitHub's comes out as it was written. */
export const literalYamlText = (text: string): string =>
  yamlText(text.replaceAll(expressionStart, () => `\${{ '${expressionStart}' }}`));
