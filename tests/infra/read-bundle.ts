// What a handler's code names: variables, other domains, queues. Read from its bundle, so that only what can run counts.
import { build } from "esbuild";
import { type Domain, domains } from "../../shared/contract/domain";
import { type QueueName, queues } from "../../shared/contract/queues";
import { bundling } from "../../stacks/bundling";

export type Named = { variables: string[]; asks: Domain[]; owes: Domain[]; queues: QueueName[]; commands: string[] };

/** Our own code of a bundle, file by file, without comments; libraries are left out. */
export async function readBundle(entry: string): Promise<Named> {
  const { outputFiles } = await build({ ...bundling, entryPoints: [entry], bundle: true, write: false, minify: false, logLevel: "error" });
  const parts = (outputFiles[0]?.text ?? "").split(/^\/\/ (?=\S+\.\w+$)/m).filter((part) => /^(functions|shared)\//.test(part));
  // The table of the queues names them all, and uses none.
  const code = parts.filter((part) => !part.startsWith("shared/contract/queues.ts")).join("\n");
  const all = (pattern: RegExp) => [...new Set([...code.matchAll(pattern)].map(([, name = ""]) => name))].sort();
  const quoted = all(/"([A-Za-z]+)"/g);
  const used = (Object.keys(queues) as QueueName[]).filter((name) => quoted.includes(name));
  return {
    variables: [...all(/\benv\d*\("([A-Z_]+)"\)/g), ...all(/process\.env\.([A-Z_]+)/g), ...computed(code, used)],
    asks: all(/\bask\d*\(\s*"(\w+)"/g).filter(isDomain),
    owes: all(/\b(?:owe\d*\(\s*|receiver:\s*)"(\w+)"/g).filter(isDomain),
    queues: used,
    commands: all(/new (\w+Command)\d*\(/g),
  };
}

const isDomain = (name: string): name is Domain => (domains as readonly string[]).includes(name);

/** Those whose names the code puts together, where it has the code that does. */
function computed(code: string, used: readonly QueueName[]): string[] {
  const urls = used.map((name) => queues[name].urlVariable);
  return [
    ...(/\.urlVariable\)/.test(code) ? urls : []),
    // A timer may be set into the domain's work queue only.
    ...(/_URL\$\/, "_ARN"/.test(code) ? urls.filter((name) => name.includes("_WORK_")).map((name) => name.replace(/_URL$/, "_ARN")) : []),
  ];
}
