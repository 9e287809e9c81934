// CPU time of a process and all below it, from /proc: utime + stime, with the children that have ended.
import { readdirSync, readFileSync } from "node:fs";

/** Kernel ticks a second; 100 on every Linux that Node runs on. */
const ticks = 100;

type Stat = { pid: number; parent: number; own: number; ended: number };

function stats(): Stat[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // The command may have spaces and brackets: what we read comes after the last one.
        const fields = readFileSync(`/proc/${name}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
        const at = (index: number) => Number(fields[index]);
        return [{ pid: Number(name), parent: at(1), own: at(11) + at(12), ended: at(13) + at(14) }];
      } catch {
        return []; // ended between the two reads
      }
    });
}

/** Milliseconds of CPU that the trees below these roots have used so far. */
export function cpuMs(roots: readonly number[]): number {
  const all = stats();
  const seen = new Set(roots);
  for (let grew = true; grew; ) {
    grew = false;
    for (const { pid, parent } of all) {
      if (seen.has(parent) && !seen.has(pid)) {
        seen.add(pid);
        grew = true;
      }
    }
  }
  const used = all.filter(({ pid }) => seen.has(pid)).reduce((sum, { own }) => sum + own, 0);
  // What a running child has not been waited for is counted above; what ended is in its root.
  const ended = all.filter(({ pid }) => roots.includes(pid)).reduce((sum, stat) => sum + stat.ended, 0);
  return ((used + ended) * 1000) / ticks;
}

/** Milliseconds of CPU that everything on this machine has used so far. */
export function machineMs(): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] =
    readFileSync("/proc/stat", "utf8").split("\n", 1)[0]?.split(/ +/).slice(1).map(Number) ?? [];
  return ((user + nice + system + irq + softirq) * 1000) / ticks;
}
