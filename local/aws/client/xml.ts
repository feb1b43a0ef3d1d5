/** The text of the first element of that name, or undefined. Enough for AWS's flat XML answers, not a parser. */
export function elementText(xml: string, name: string): string | undefined {
  return elements(xml, name)[0];
}

/** The contents of every element of that name, entities of plain text decoded. */
export function elements(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, "g"))].map(([, text = ""]) =>
    unescapeXml(text),
  );
}

/** Text made safe for an XML element. */
export function escapeXml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

function unescapeXml(text: string): string {
  return text
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;|&#34;/g, '"')
    .replace(/&apos;|&#39;/g, "'")
    .replace(/&amp;/g, "&");
}
