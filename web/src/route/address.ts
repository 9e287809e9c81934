// From a URL to a screen and back, without a window.
import { type ParamsOf, type Path, paths, type SearchOf } from "./paths";

export type Place = { path: Path; params: Record<string, string>; search: unknown };

const parts = (path: string) => path.split("/").filter(Boolean);

/** Null where no screen has this address. */
export function placeOf(pathname: string, search: string): Place | null {
  const given = parts(pathname);
  for (const path of Object.keys(paths) as Path[]) {
    const wanted = parts(path);
    const fits = wanted.length === given.length && wanted.every((part, at) => part.startsWith("$") || part === given[at]);
    if (!fits) continue;
    const params = Object.fromEntries(wanted.flatMap((part, at) => (part.startsWith("$") ? [[part.slice(1), decoded(given[at] ?? "")]] : [])));
    return { path, params, search: paths[path](readSearch(search)) };
  }
  return null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Lists, numbers and the like stand as JSON in the URL, words as they are. */
export function readSearch(search: string): Record<string, unknown> {
  return Object.fromEntries([...new URLSearchParams(search)].map(([name, text]) => [name, jsonOr(text)]));
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export function writeSearch(search: object): string {
  const written = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value === undefined) continue;
    const isWord = typeof value === "string" && jsonOr(value) === value;
    written.set(name, isWord ? value : JSON.stringify(value));
  }
  return written.size > 0 ? `?${written}` : "";
}

/** Where a link leads. A path without `$` has no params. */
export type To<P extends Path> = {
  to: P;
  search?: SearchOf<P>;
} & (keyof ParamsOf<P> extends never ? { params?: undefined } : { params: ParamsOf<P> });

export function hrefOf<P extends Path>({ to, params, search }: To<P>): string {
  const filled = to.replace(/\$(\w+)/g, (_, name: string) => encodeURIComponent((params as Record<string, string> | undefined)?.[name] ?? "")); // its own names
  return filled + writeSearch(search ?? {});
}
