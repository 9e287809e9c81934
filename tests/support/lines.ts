/** What functions say on stdout while a test runs: the lines of their logs. */
import { type MockInstance, onTestFinished, vi } from "vitest";

export type Line = Record<string, unknown> & { message?: string };

/** From now until the test's end; all lines come through to whoever reads them otherwise. */
export function readLines(): { all(): Line[]; of(message: string): Line[] } {
  const spy: MockInstance = vi.spyOn(process.stdout, "write");
  onTestFinished(() => spy.mockRestore());
  const all = () =>
    spy.mock.calls
      .map(([chunk]) => String(chunk))
      .filter((chunk) => chunk.startsWith("{"))
      .map((chunk) => JSON.parse(chunk) as Line);
  return { all, of: (message) => all().filter((line) => line.message === message) };
}
