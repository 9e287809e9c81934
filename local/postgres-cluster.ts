/** Where a PostgreSQL cluster lives, whom it belongs to, and how it comes into being. */
import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

/** As whom the server runs; undefined is as ourselves. */
export type Owner = { uid: number; gid: number } | undefined;
export type Cluster = { folder: string; data: string; owner: Owner; adminPassword: string };

/**
 * PostgreSQL refuses root, and an unprivileged user can't reach a checkout below a 0700 folder. So as root both binaries
 * and data live in /var/lib/pflow; otherwise the data lives in the checkout's .pflow and the binaries stay where npm put them.
 */
export function placeFor(checkout: string): { data: string; shared: string | undefined; owner: Owner } {
  if (process.getuid?.() !== 0) return { data: join(checkout, ".pflow", "postgres"), shared: undefined, owner: undefined };
  const shared = "/var/lib/pflow";
  const data = join(shared, createHash("sha256").update(resolve(checkout)).digest("hex").slice(0, 16));
  return { data, shared, owner: ownerOf(join(data, "data")) ?? unprivileged() };
}

function ownerOf(folder: string): Owner {
  if (!existsSync(folder)) return undefined;
  const { uid, gid } = statSync(folder);
  return uid === 0 ? undefined : { uid, gid };
}

/** initdb asks for its user's name, so it must be one that the system knows; every system knows `nobody`. */
function unprivileged(): Owner {
  const line = readFileSync("/etc/passwd", "utf8").match(/^nobody:[^:]*:(\d+):(\d+):/m);
  if (!line) throw new Error('PostgreSQL can\'t run as root, and this system has no user "nobody". Start PFlow as an ordinary user.');
  return { uid: Number(line[1]), gid: Number(line[2]) };
}

/** Makes the cluster unless it is there. It appears under its name only when it is complete. */
export async function initCluster(given: { binaries: string; folder: string; owner: Owner; ephemeral: boolean }): Promise<Cluster> {
  const { binaries, folder, owner, ephemeral } = given;
  const [data, passwordFile] = [join(folder, "data"), join(folder, "admin-password")];
  if (!existsSync(join(data, "PG_VERSION"))) {
    const draft = join(folder, "draft");
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { mode: 0o700 });
    if (owner) chownSync(draft, owner.uid, owner.gid);
    writeFileSync(passwordFile, randomBytes(24).toString("base64url"), { mode: 0o600 });
    // While initdb runs the file is its user's, so that it can read it.
    if (owner) chownSync(passwordFile, owner.uid, owner.gid);
    await initdb(binaries, [`--pgdata=${draft}`, `--pwfile=${passwordFile}`, ...(ephemeral ? ["--no-sync"] : [])], owner);
    if (owner) chownSync(passwordFile, 0, 0);
    rmSync(data, { recursive: true, force: true });
    renameSync(draft, data);
  }
  return { folder, data, owner, adminPassword: readFileSync(passwordFile, "utf8") };
}

async function initdb(binaries: string, given: string[], owner: Owner) {
  // The same order of text everywhere, by code point, and upper and lower case of all of Unicode, whatever libc there is.
  const text = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const rest = ["--username=postgres", "--auth=scram-sha-256", "--no-instructions", "--set=max_connections=200"];
  try {
    await promisify(execFile)(join(binaries, "bin", "initdb"), [...given, ...text, ...rest], { ...owner, cwd: "/", env: {} });
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    throw new Error(`PostgreSQL could not make its data folder: ${stderr?.trim() || error}`, { cause: error });
  }
}
