import {
  applyEdits,
  type Edit,
  findNodeAtLocation,
  getNodeValue,
  type JSONPath,
  type Node,
  parseTree,
} from "jsonc-parser";

// Edits of JSON as text: whatever an edit does not name keeps its bytes.

function rootOf(text: string): Node {
  const root = parseTree(text);
  if (root === undefined) throw new Error("The text is no JSON.");
  return root;
}

/** The value at a path, or undefined where there is none. */
export function valueAt(text: string, path: JSONPath): unknown {
  const node = findNodeAtLocation(rootOf(text), path);
  return node === undefined ? undefined : getNodeValue(node);
}

/** The text of the value at a path, as it is written. */
export function textAt(text: string, path: JSONPath): string | undefined {
  const node = findNodeAtLocation(rootOf(text), path);
  return node && text.slice(node.offset, node.offset + node.length);
}

/** Without one property or element, its comma, and the white space before it. */
export function without(text: string, path: JSONPath): string {
  const found = findNodeAtLocation(rootOf(text), path);
  const member = found?.parent?.type === "property" ? found.parent : found;
  const siblings = member?.parent?.children;
  if (member === undefined || siblings === undefined) return text;
  return applyEdits(text, [removal(siblings, siblings.indexOf(member), member)]);
}

function removal(siblings: readonly Node[], index: number, member: Node): Edit {
  const [before, after] = [siblings[index - 1], siblings[index + 1]];
  const end = member.offset + member.length;
  if (before !== undefined) {
    const start = before.offset + before.length;
    return { offset: start, length: end - start, content: "" };
  }
  // The first one: what stands before it then stands before the next one.
  return { offset: member.offset, length: (after?.offset ?? end) - member.offset, content: "" };
}

/** With other JSON at a path: replaced where it stands, added as the last property of its object where there is none. */
export function withText(text: string, path: JSONPath, json: string): string {
  const root = rootOf(text);
  const found = findNodeAtLocation(root, path);
  if (found !== undefined) {
    return applyEdits(text, [{ offset: found.offset, length: found.length, content: json }]);
  }
  const parent = findNodeAtLocation(root, path.slice(0, -1));
  if (parent?.type !== "object") throw new Error(`Nothing to add ${path.join(".")} to.`);
  const properties = parent.children ?? [];
  const [first, last] = [properties[0], properties.at(-1)];
  const property = `${JSON.stringify(path.at(-1))}: ${json}`;
  // Separated as the first property is from its brace: on a line of its own, or beside it.
  const space = first === undefined ? "" : text.slice(parent.offset + 1, first.offset);
  const offset = last === undefined ? parent.offset + 1 : last.offset + last.length;
  const content = last === undefined ? property : `,${space || " "}${property}`;
  return applyEdits(text, [{ offset, length: 0, content }]);
}

/** With another value at a path. */
export function withValue(text: string, path: JSONPath, value: unknown): string {
  return withText(text, path, JSON.stringify(value));
}
