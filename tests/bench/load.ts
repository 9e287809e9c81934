// A closed-loop load of a fixed number of requests over keep-alive connections, always to 127.0.0.1.
import { Agent, request } from "node:http";

export type Sample = { requests: number; seconds: number; perSecond: number; p50: number; p99: number; errors: number; last: string };
export type Call = { method: string; path: string; body?: string };

/** `call(i)` is the i-th request; `connections` run side by side until `requests` are done. Latencies in ms. */
export async function load(api: string, token: string, requests: number, connections: number, call: (index: number) => Call): Promise<Sample> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latencies = new Float64Array(requests);
  let [next, errors, last] = [0, 0, ""];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (next < requests) {
        const index = next++;
        const at = performance.now();
        const { status, body } = await send(agent, api, token, call(index));
        latencies[index] = performance.now() - at;
        if (status >= 400) errors++;
        last = status >= 400 || errors === 0 ? body : last;
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  latencies.sort();
  const at = (share: number) => latencies[Math.min(requests - 1, Math.floor(requests * share))] ?? 0;
  return { requests, seconds, perSecond: requests / seconds, p50: at(0.5), p99: at(0.99), errors, last };
}

export function send(agent: Agent, api: string, token: string, { method, path, body }: Call): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { "content-type": "application/json", "content-length": Buffer.byteLength(body) }),
    };
    const sent = request(`${api}${path}`, { method, agent, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString() }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
