/** Turns the Data API's named parameters (`:name`) into PostgreSQL's positions, and counts the statements, without touching strings, comments or casts. */

export type Positional = { text: string; names: readonly string[]; statements: number };

// In order: what may hide a colon or semicolon, then what we look for. Block comments nest, so they are skipped by hand.
const token =
  /\/\*|--[^\n]*|\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$|\b[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|::|:=|:([A-Za-z_]\w*|\d+)|;|[\w\u0080-\uffff$]+/g;

export function positional(sql: string): Positional {
  const names: string[] = [];
  let [text, copied, statements, open] = ["", 0, 0, false];
  token.lastIndex = 0;
  for (let at = 0; ; at = token.lastIndex) {
    const found = token.exec(sql);
    if (!open && /[^\s;]/.test(sql.slice(at, found?.index).concat(startsStatement(found?.[0])))) [open, statements] = [true, statements + 1];
    if (!found) break;
    const [it, name] = found;
    if (it === ";") open = false;
    else if (it === "/*") token.lastIndex = endOfComment(sql, found.index);
    else if (/^\$.*\$$/.test(it)) {
      const end = sql.indexOf(it, token.lastIndex);
      token.lastIndex = end < 0 ? sql.length : end + it.length;
    } else if (name !== undefined) {
      text += `${sql.slice(copied, found.index)}$${positionOf(names, name)}`;
      copied = token.lastIndex;
    }
  }
  return { text: text + sql.slice(copied), names, statements };
}

const startsStatement = (it: string | undefined) => (it === undefined || it === ";" || it === "/*" || it.startsWith("--") ? "" : "x");

function positionOf(names: string[], name: string): number {
  const at = names.indexOf(name);
  return at >= 0 ? at + 1 : names.push(name);
}

function endOfComment(sql: string, start: number): number {
  const edge = /\/\*|\*\//g;
  edge.lastIndex = start;
  for (let depth = 0, found = edge.exec(sql); found; found = edge.exec(sql)) {
    depth += found[0] === "/*" ? 1 : -1;
    if (depth === 0) return edge.lastIndex;
  }
  return sql.length;
}
