import type { LookupAddress } from "node:dns";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { isPublic } from "../../functions/workflow/job/address";
import { contentOf } from "../../functions/workflow/job/answer";
import { type Call, call, mostOfAnswer, type Patience } from "../../functions/workflow/job/call";
import { openTarget } from "./target";

const patient: Patience = { connect: 2_000, total: 5_000 };
const get = (url: string, more: Partial<Call> = {}): Call => ({ method: "GET", url: new URL(url), headers: {}, ...more });

beforeEach(() => vi.stubEnv("CONNECTOR_ALLOWED_HOSTS", "127.0.0.1"));
afterEach(() => vi.unstubAllEnvs());

describe("a call goes to public addresses only", () => {
  test.each([
    ["loopback", ["127.0.0.1", "127.1.2.3", "::1"]],
    ["private", ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"]],
    ["carrier-grade NAT", ["100.64.0.1", "100.127.255.255"]],
    ["link-local, and where clouds keep their metadata", ["169.254.169.254", "fe80::1", "fe80::1%eth0"]],
    ["unspecified, multicast, reserved, broadcast", ["0.0.0.0", "::", "224.0.0.1", "ff02::1", "240.0.0.1", "255.255.255.255"]],
    ["local to a site", ["fc00::1", "fd00:ec2::254"]],
    [
      "IPv4 in the clothes of IPv6",
      ["::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "2001:0:7f00:1::"],
    ],
    ["documentation and tests", ["192.0.2.1", "198.51.100.1", "203.0.113.1", "198.18.0.1", "2001:db8::1", "3fff::1"]],
    ["no address at all", ["", "localhost", "1.2.3"]],
  ])("%s is not", (_, addresses) => {
    expect(addresses.filter(isPublic)).toEqual([]);
  });

  test("8.8.8.8, 172.32.0.1, 100.128.0.1 and 2606:4700::1111 are", () => {
    expect(["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::8a"].filter((address) => !isPublic(address))).toEqual([]);
  });

  test("however an address is written", async () => {
    vi.stubEnv("CONNECTOR_ALLOWED_HOSTS", "");
    const target = await openTarget();
    const ways = ["127.0.0.1", "127.1", "0x7f.0.0.1", "2130706433", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost"];
    for (const host of ways) await expect(call(get(`http://${host}:${target.port}/`), patient), host).rejects.toThrow("is no public host");
    expect(target.asked).toEqual([]);
  });

  test("and not by another protocol, nor with a user in the address", async () => {
    for (const url of ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/"])
      await expect(call(get(url), patient)).rejects.toThrow("Only http and https");
    await expect(call(get("http://admin:secret@127.0.0.1/"), patient)).rejects.toThrow("user or password");
  });

  /** As a name server answers, one time after the other. */
  const resolving = (...answers: LookupAddress[][]) => {
    const asked: string[] = [];
    const resolve = (host: string, done: (error: null, addresses: LookupAddress[]) => void) => {
      asked.push(host);
      done(null, answers.length > 1 ? (answers.shift() ?? []) : (answers[0] ?? []));
    };
    return { asked, resolve };
  };

  test("a name that resolves inside is not called, nor one that does so beside a public address", async () => {
    const target = await openTarget();
    const inside = { address: "127.0.0.1", family: 4 };
    for (const answer of [[inside], [{ address: "8.8.8.8", family: 4 }, inside], [{ address: "::ffff:127.0.0.1", family: 6 }]]) {
      const { resolve } = resolving(answer);
      await expect(call(get(`http://rebound.test:${target.port}/`), patient, resolve)).rejects.toThrow("rebound.test is no public host");
    }
    expect(target.asked).toEqual([]);
  });

  test("what is checked is what is connected to: a name that changes its address between two looks is looked at once for each connection", async () => {
    vi.stubEnv("CONNECTOR_ALLOWED_HOSTS", "first.test");
    const target = await openTarget({ status: 302, headers: { location: "http://second.test/" } });
    const { asked, resolve } = resolving([{ address: "127.0.0.1", family: 4 }], [{ address: "10.0.0.1", family: 4 }]);
    await expect(call(get(`http://first.test:${target.port}/`), patient, resolve)).rejects.toThrow("second.test is no public host");
    expect(asked).toEqual(["first.test", "second.test"]);
  });

  test("but hosts that the installation names, with or without a port, are called", async () => {
    const target = await openTarget();
    for (const allowed of ["127.0.0.1", `erp.internal, 127.0.0.1:${target.port}`]) {
      vi.stubEnv("CONNECTOR_ALLOWED_HOSTS", allowed);
      expect((await call(get(target.url), patient)).status).toBe(200);
    }
    vi.stubEnv("CONNECTOR_ALLOWED_HOSTS", `127.0.0.1:${target.port + 1}`);
    await expect(call(get(target.url), patient)).rejects.toThrow("is no public host");
  });
});

describe("a call is bounded", () => {
  test("in time: a server that accepts and is silent, or sends forever, is given up", async () => {
    const silent = await openTarget({ raw: () => undefined });
    await expect(call(get(silent.url), { connect: 2_000, total: 150 })).rejects.toThrow("did not answer in time");
    const dripping = await openTarget({
      raw: (_request, response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write("."), 20);
        response.on("close", () => clearInterval(timer));
      },
    });
    await expect(call(get(dripping.url), { connect: 2_000, total: 150 })).rejects.toThrow("did not answer in time");
  });

  test("also where nobody takes the connection", async () => {
    vi.stubEnv("CONNECTOR_ALLOWED_HOSTS", "slow.test");
    const never = () => undefined;
    await expect(call(get("http://slow.test/"), { connect: 100, total: 5_000 }, never)).rejects.toThrow("could not be connected to");
  });

  test("in size, also where the server does not say how much comes", async () => {
    const exact = await openTarget({ body: "x".repeat(mostOfAnswer) });
    expect((await call(get(exact.url), patient)).text).toHaveLength(mostOfAnswer);
    const larger = await openTarget({ raw: (_request, response) => void response.writeHead(200).end("x".repeat(mostOfAnswer + 1)) });
    await expect(call(get(larger.url), patient)).rejects.toThrow("larger than 256 KiB");
    const packed = await openTarget({ headers: { "content-encoding": "gzip" }, body: "x" });
    await expect(call(get(packed.url), patient)).rejects.toThrow("compressed");
  });

  test("in redirects: three are followed, and not a fourth", async () => {
    const target = await openTarget(({ path }) => {
      const n = Number(path.slice(1));
      return n === 0 ? { body: "there" } : { status: 302, headers: { location: `/${n - 1}` } };
    });
    expect((await call(get(`${target.url}/3`), patient)).text).toBe("there");
    await expect(call(get(`${target.url}/4`), patient)).rejects.toThrow("more than 3 times");
  });
});

describe("a redirect", () => {
  test("to a place that may not be called is not followed", async () => {
    const target = await openTarget({ status: 302, headers: { location: "http://169.254.169.254/latest/meta-data/" } });
    await expect(call(get(target.url), patient)).rejects.toThrow("169.254.169.254 is no public host");
  });

  test("of another host hears nothing of what was for the first", async () => {
    vi.stubEnv("CONNECTOR_ALLOWED_HOSTS", "127.0.0.1,localhost");
    const other = await openTarget();
    const first = await openTarget({ status: 307, headers: { location: `http://localhost:${other.port}/` } });
    const headers = { authorization: "Bearer secret", "x-api-key": "secret", "idempotency-key": "k" };
    await call(get(first.url, { method: "POST", headers, body: "{}" }), patient, (_, done) => done(null, [{ address: "127.0.0.1", family: 4 }]));
    expect(other.asked).toMatchObject([{ method: "POST", body: "{}", headers: { "idempotency-key": "k" } }]);
    expect(JSON.stringify(other.asked)).not.toContain("secret");
  });

  test("repeats the call for 307 and 308, and else fetches what it led to", async () => {
    for (const [status, method, body] of [
      [307, "POST", "{}"],
      [308, "POST", "{}"],
      [301, "GET", ""],
      [302, "GET", ""],
      [303, "GET", ""],
    ] as const) {
      const target = await openTarget(({ path }) => (path === "/" ? { status, headers: { location: "/there" } } : { body: "ok" }));
      await call(get(target.url, { method: "POST", body: "{}" }), patient);
      expect(target.asked[1]).toMatchObject({ method, body, path: "/there" });
    }
  });
});

describe("what is sent", () => {
  test("has the headers that were asked for, and none that would change the call itself", async () => {
    const target = await openTarget();
    const headers = { "X-Order": "7", Host: "evil.test", "Content-Length": "1", "Transfer-Encoding": "chunked", Connection: "keep-alive" };
    await call(get(target.url, { method: "POST", headers, body: '{"名":"值"}' }), patient);
    const [came] = target.asked;
    expect(came).toMatchObject({
      body: '{"名":"值"}',
      headers: { "x-order": "7", host: `127.0.0.1:${target.port}`, "content-type": "application/json", connection: "close" },
    });
  });

  test("is refused where a header would begin another one", async () => {
    const target = await openTarget();
    for (const [name, value] of [
      ["x-a", "b\r\nx-c: d"],
      ["x-a", "值"],
      ["x a", "b"],
    ] as const)
      await expect(call(get(target.url, { headers: { [name]: value } }), patient)).rejects.toThrow("characters that no header can have");
    expect(target.asked).toEqual([]);
  });
});

describe("an answer", () => {
  const answer = (text: string, contentType = "application/json") => contentOf({ status: 200, contentType, text });
  test("is JSON where it says so, else text, and nothing where there is none", () => {
    expect([answer('{"a":[1]}'), answer('{"a":1}', "application/problem+json; charset=utf-8"), answer("a", "text/plain"), answer("")]).toEqual([
      { a: [1] },
      { a: 1 },
      "a",
      null,
    ]);
  });
  test("is not kept where a database could not keep it", () => {
    for (const text of ["{", '"\\u0000"', '{"__proto__":1}', `[${"9".repeat(40)}]`, "1e400", `${"[".repeat(40)}${"]".repeat(40)}`])
      expect(() => answer(text), text).toThrow();
    expect(() => answer("a\u0000b", "text/plain")).toThrow("can't be kept");
  });
});
