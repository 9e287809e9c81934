/** Waits for the end: Ctrl-C, a signal, or the death of whoever started us; then stops all in order. */
import { execFile } from "node:child_process";

/** npm and the terminal both pass a Ctrl-C on: what comes within this time, in ms, is the same one. */
const sameSignal = 500;

export async function untilStopped(stop: () => Promise<void>): Promise<never> {
  await new Promise<void>((resolve) => {
    let first = 0;
    const asked = () => {
      if (first === 0) {
        first = Date.now();
        console.log("\nStopping: finishing what is in the queues. Ctrl-C again stops at once. 正在停止，再按一次立即退出。");
        resolve();
      } else if (Date.now() - first > sameSignal) process.exit(130);
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, asked);
    void whenOrphaned(asked);
  });
  await stop();
  process.exit(0);
}

/** A killed npm passes no signal on, and its child would hold the ports for ever. */
async function whenOrphaned(asked: () => void) {
  if (!process.env.npm_lifecycle_event) return;
  // npm runs us in a shell, which outlives it.
  const above = [process.ppid, await parentOf(process.ppid)].filter((pid) => pid > 1);
  const watch = setInterval(() => {
    if (above.every(isAlive)) return;
    clearInterval(watch);
    asked();
  }, 500);
  watch.unref();
}

function parentOf(pid: number): Promise<number> {
  return new Promise((resolve) => {
    // Where there is no ps, only the parent itself is watched.
    execFile("ps", ["-o", "ppid=", "-p", String(pid)], (_error, stdout) => resolve(Number(stdout) || 0));
  });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // somebody else's process is alive, too
  }
}
