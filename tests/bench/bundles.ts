// Each domain's handler as it is deployed: its size, and what importing it costs over a bare Node.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { domains } from "../../shared/contract/domain";
import { bundling } from "../../stacks/bundling";

const runs = 15;

export async function measureBundles(): Promise<{ handler: string; KB: number; "import ms": number }[]> {
  // Inside the checkout, so that what the runtime brings along is found here too.
  const folder = mkdtempSync(join(process.cwd(), "node_modules", ".bench-"));
  try {
    const empty = join(folder, "empty.mjs");
    writeFileSync(empty, "");
    const bare = median(() => timeOf(empty));
    const rows = [];
    for (const domain of domains) {
      const file = join(folder, `${domain}.mjs`);
      await build({ ...bundling, entryPoints: [`functions/${domain}/handler.ts`], outfile: file, bundle: true, logLevel: "error" });
      rows.push({ handler: domain, KB: Math.round(statSync(file).size / 1024), "import ms": Math.round(median(() => timeOf(file)) - bare) });
    }
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function timeOf(file: string): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [file], { encoding: "utf8" });
  if (status !== 0) throw new Error(`${file} can't be imported: ${stderr}`);
  return performance.now() - started;
}

function median(measured: () => number): number {
  const all = Array.from({ length: runs }, measured).sort((a, b) => a - b);
  return all[Math.floor(runs / 2)] ?? 0;
}
