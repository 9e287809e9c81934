import { describe, expect, test } from "vitest";
import * as z from "zod";
import type { Means } from "../../functions/kit/endpoint";
import { receiveInOrder, receiver } from "../../functions/kit/receiver";
import { system } from "../../shared/contract/actor";
import { Problem } from "../../shared/contract/problem";
import { route } from "../../shared/contract/route";

const say = route({
  method: "POST",
  path: "/internal/test/say",
  roles: "internal",
  summary: "Say",
  body: z.strictObject({ word: z.string() }),
  reply: z.null(),
});
const other = route({
  method: "POST",
  path: "/internal/test/other",
  roles: "internal",
  summary: "Other",
  body: z.strictObject({ word: z.string() }),
  reply: z.null(),
});
const means = { requestId: "test" } as Means; // nothing else is used here

const call = (entity: string, word: unknown, to: { method: string; path: string } = say) => ({
  route: `${to.method} ${to.path}`,
  entity,
  eventId: crypto.randomUUID(),
  actor: system("t"),
  body: { word },
});

/** Takes, on both routes, what `fails` does not refuse, and writes down what it took, batch by batch. */
function listener(fails: (word: string) => Error | undefined = () => undefined) {
  const heard: string[][] = [];
  const story = async (received: { entity: string; body: { word: string } }[]) => {
    for (const { body } of received) {
      const error = fails(body.word);
      if (error) throw error;
    }
    heard.push(received.map(({ entity, body }) => `${entity}:${body.word}`));
  };
  const receivers = new Map([receiver(say, story), receiver(other, story)].map((one) => [one.key, one]));
  return {
    heard,
    receive: async (...calls: ReturnType<typeof call>[]) => (await receiveInOrder(receivers, calls, means)).map((problem) => problem?.code ?? null),
  };
}

describe("receiving owed calls", () => {
  test("takes neighbours of one route together, in their order", async () => {
    const { heard, receive } = listener();
    expect(await receive(call("a", "1"), call("b", "1"), call("a", "2", other), call("a", "3"))).toEqual([null, null, null, null]);
    expect(heard).toEqual([["a:1", "b:1"], ["a:2"], ["a:3"]]);
  });

  test("refuses what is badly formed or unknown; what follows it of the same entity waits, all others are taken", async () => {
    const { heard, receive } = listener();
    expect(await receive(call("a", 1), call("a", "2"), call("b", "1"), call("c", "1", { method: "POST", path: "/internal/nobody" }), call("c", "2"))).toEqual([
      "invalid-input",
      "domain-away",
      null,
      "not-found",
      "domain-away",
    ]);
    expect(heard).toEqual([["b:1"]]);
  });

  test.each([
    ["a refusal", () => new Problem("conflict", "No"), "conflict"],
    ["a fault", () => new Error("SQLSTATE 22003"), "domain-away"],
  ])("%s of one holds up none of the others, and those behind it wait", async (_, error, code) => {
    const { heard, receive } = listener((word) => (word === "bad" ? error() : undefined));
    expect(await receive(call("a", "1"), call("b", "bad"), call("b", "2"), call("c", "1"))).toEqual([null, code, "domain-away", null]);
    expect(heard).toEqual([["a:1"], ["c:1"]]);
  });

  test("what is away is away for all of them, and asked once", async () => {
    let asked = 0;
    const { receive } = listener(() => {
      asked++;
      return new Problem("database-away", "Gone");
    });
    expect(await receive(call("a", "1"), call("b", "1"), call("c", "1"))).toEqual(["database-away", "database-away", "database-away"]);
    expect(asked).toBe(1);
  });
});
