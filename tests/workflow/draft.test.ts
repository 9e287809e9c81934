import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createWorkflow, getWorkflow, listWorkflows, removeWorkflow, updateWorkflow } from "../../shared/contract/workflow";
import { Definition } from "../../shared/process/definition";
import { openTickets, raw, type Tenant } from "../ticket/fixture";
import { draft, published, straight } from "./fixture";

const { cloud, tenant } = await openTickets({ consume: false });
const steps = [
  { name: "Pay", stepType: "automated" as const, sequence: 20 },
  { name: "Approve", stepType: "manual" as const, sequence: 10, metadata: { note: "经理" } },
];

describe("making a workflow", () => {
  test("from the simple list of steps keeps the list, and gives the straight line that it means", async () => {
    const acme = await tenant();

    const made = await acme.admin.send(createWorkflow, { body: { name: " Leave ", steps } });
    const read = await acme.agent.send(getWorkflow, { params: { id: made.body.id } });

    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      name: "Leave",
      description: "",
      status: "draft",
      version: 1,
      publishedVersion: null,
      formId: null,
      createdBy: acme.admin.id,
    });
    expect(made.body.steps).toEqual([{ ...steps[0], metadata: {} }, steps[1]]);
    expect(made.body.definition.nodes.map(({ name, type }) => [type, name])).toEqual([
      ["startEvent", ""],
      ["userTask", "Approve"],
      ["task", "Pay"],
      ["endEvent", ""],
    ]);
    expect(read.body).toEqual(made.body);
  });

  test("from a graph keeps the graph as it was drawn, also where it could not run yet", async () => {
    const acme = await tenant();
    const definition = { nodes: [{ id: "alone", type: "userTask" as const }], flows: [], layout: { nodes: { alone: { x: 12.5, y: -3 } }, flows: {} } };

    const { body } = await acme.admin.send(createWorkflow, { body: { name: "Leave", definition } });

    expect((await acme.agent.send(getWorkflow, { params: { id: body.id } })).body).toMatchObject({ steps: null, definition: Definition.parse(definition) });
  });

  test("needs neither steps nor graph, and takes not both", async () => {
    const acme = await tenant();

    const empty = await acme.admin.send(createWorkflow, { body: { name: "Leave" } });
    const none = await acme.admin.send(createWorkflow, { body: { name: "Leave", steps: [] } });
    const both = await acme.admin.send(createWorkflow, { body: { name: "Leave", steps, definition: straight() } });

    expect([empty.body.steps, empty.body.definition.nodes]).toEqual([null, []]);
    expect([none.body.steps, none.body.definition.nodes]).toEqual([[], []]);
    expect([both.status, both.problem.errors]).toMatchObject([400, [{ path: "/body/steps" }]]);
  });

  test("refuses what it doesn't know, with its place", async () => {
    const acme = await tenant();

    const { status, problem } = await acme.admin.send(createWorkflow, {
      body: { name: "", stepz: [], steps: [{ name: "x", stepType: "other", sequence: -1 }] } as never,
    });

    expect([status, problem.code]).toEqual([400, "invalid-input"]);
    expect(problem.errors?.map(({ path }) => path).sort()).toEqual(["/body/name", "/body/steps/0/sequence", "/body/steps/0/stepType", "/body/stepz"]);
  });

  test("takes 512 KiB, gives all of it back, and refuses more", async () => {
    const acme = await tenant();
    const filled = (bytes: number) => ({ ...straight(), kept: { documentation: "报".repeat(Math.floor(bytes / 3)) } });

    const { body } = await acme.admin.send(createWorkflow, { body: { name: "Large", definition: filled(510 * 1024) } });
    const read = await acme.agent.send(getWorkflow, { params: { id: body.id } });
    const over = await acme.admin.send(createWorkflow, { body: { name: "Large", definition: filled(513 * 1024) } });

    expect(read.body.definition.kept).toEqual(filled(510 * 1024).kept);
    expect([over.status, over.problem.code, over.problem.detail]).toEqual([413, "too-large", expect.stringContaining("512 KiB")]);
  });
});

describe("changing a draft", () => {
  test("changes what is sent and nothing else, and counts the version up", async () => {
    const acme = await tenant();
    const made = await draft(acme, { steps, description: "old" });

    const { status, body } = await acme.admin.send(updateWorkflow, { params: { id: made.id }, body: { version: 1, name: "Holiday" } });

    expect([status, body]).toMatchObject([
      200,
      { name: "Holiday", description: "old", version: 2, steps: made.steps, definition: made.definition, createdAt: made.createdAt },
    ]);
    expect((await acme.agent.send(getWorkflow, { params: { id: made.id } })).body).toEqual(body);
  });

  test("to a graph drops the list of steps", async () => {
    const acme = await tenant();
    const made = await draft(acme, { steps });

    const { body } = await acme.admin.send(updateWorkflow, { params: { id: made.id }, body: { version: 1, definition: straight() } });

    expect(body).toMatchObject({ steps: null, definition: Definition.parse(straight()) });
  });

  test("is refused to all but the first of those who saw the same version", async () => {
    const acme = await tenant();
    const { id } = await draft(acme);

    const replies = await Promise.all(["a", "b", "c"].map((name) => acme.admin.send(updateWorkflow, { params: { id }, body: { version: 1, name } })));

    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(replies.find(({ status }) => status === 409)?.problem.code).toBe("stale");
    const now = (await acme.agent.send(getWorkflow, { params: { id } })).body;
    expect(now.version).toBe(2);
    expect(replies.find(({ status }) => status === 409)?.problem.changed).toEqual({ at: now.updatedAt, by: null });
  });
});

describe("deleting a workflow", () => {
  test("is for those that were never published", async () => {
    const acme = await tenant();
    const [fresh, used] = [await draft(acme), await published(acme)];

    const gone = await acme.admin.send(removeWorkflow, { params: { id: fresh.id }, query: { version: 1 } });
    const kept = await acme.admin.send(removeWorkflow, { params: { id: used.id } });

    expect([gone.status, kept.status, kept.problem.code]).toEqual([204, 409, "illegal-transition"]);
    expect((await acme.agent.send(getWorkflow, { params: { id: fresh.id } })).status).toBe(404);
    expect((await acme.agent.send(getWorkflow, { params: { id: used.id } })).status).toBe(200);
  });

  test("is refused when somebody changed it first", async () => {
    const acme = await tenant();
    const { id } = await draft(acme);
    await acme.admin.send(updateWorkflow, { params: { id }, body: { version: 1, name: "Other" } });

    expect(await acme.admin.send(removeWorkflow, { params: { id }, query: { version: 1 } })).toMatchObject({ status: 409, problem: { code: "stale" } });
  });
});

describe("who sees what", () => {
  test("a requester sees published workflows as they were published, and no draft", async () => {
    const acme = await tenant();
    const hidden = await draft(acme);
    const shown = await published(acme);
    await acme.admin.send(updateWorkflow, { params: { id: shown.id }, body: { version: shown.version, definition: straight("Secret plan") } });

    const list = await acme.lee.send(listWorkflows);
    const one = await acme.lee.send(getWorkflow, { params: { id: shown.id } });
    const none = await acme.lee.send(getWorkflow, { params: { id: hidden.id } });

    expect(list.body.data.map(({ id }) => id)).toEqual([shown.id]);
    expect(one.body.definition).toEqual(shown.definition);
    expect(none.status).toBe(404);
    expect((await acme.agent.send(getWorkflow, { params: { id: shown.id } })).text).toContain("Secret plan");
  });

  test("only an admin may write", async () => {
    const acme = await tenant();
    const { id } = await draft(acme);

    for (const { send } of [acme.agent, acme.lee]) {
      expect(await send(createWorkflow, { body: { name: "Mine" } })).toMatchObject({ status: 403, problem: { code: "not-allowed" } });
      expect(await send(updateWorkflow, { params: { id }, body: { version: 1, name: "Mine" } })).toMatchObject({ status: 403 });
      expect(await send(removeWorkflow, { params: { id } })).toMatchObject({ status: 403 });
    }
  });

  test("another tenant's workflow looks like one that does not exist", async () => {
    const [acme, globex] = [await tenant(), await tenant()];
    const foreign = await published(globex);
    const refusals = async (id: string) => {
      const asked = [
        await acme.admin.send(getWorkflow, { params: { id } }),
        await acme.admin.send(updateWorkflow, { params: { id }, body: { version: foreign.version, name: "Mine" } }),
        await acme.admin.send(removeWorkflow, { params: { id } }),
      ];
      return asked.map(({ status, problem }) => ({ status, problem: { ...problem, requestId: "" } }));
    };

    expect(await refusals(foreign.id)).toEqual(await refusals(randomUUID()));
    expect((await refusals(foreign.id)).map(({ status }) => status)).toEqual([404, 404, 404]);
    expect((await acme.admin.send(listWorkflows)).body.data).toEqual([]);
  });
});

describe("the list", () => {
  const names = async (acme: Tenant, query: object) => (await acme.admin.send(listWorkflows, { query })).body.data.map(({ name }) => name);

  test("comes newest first, page by page, each once", async () => {
    const acme = await tenant();
    for (const name of ["one", "two", "three", "four", "five"]) await draft(acme, { name });

    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const { body } = await acme.admin.send(listWorkflows, { query: { limit: 2, cursor } });
      seen.push(...body.data.map(({ name }) => name));
      if (body.nextCursor === null) break;
      cursor = body.nextCursor;
    }

    expect(seen).toEqual(["five", "four", "three", "two", "one"]);
  });

  test("finds words of the name and the description, in Chinese too, also after a change", async () => {
    const acme = await tenant();
    const leave = await draft(acme, { name: "年度请假流程", description: "For everybody" });
    await draft(acme, { name: "采购流程", description: "Buying things" });

    expect(await names(acme, { q: "请假" })).toEqual(["年度请假流程"]);
    expect(await names(acme, { q: "流程 buying" })).toEqual(["采购流程"]);
    await acme.admin.send(updateWorkflow, { params: { id: leave.id }, body: { version: 1, name: "休假" } });
    expect(await names(acme, { q: "请假" })).toEqual([]);
    expect(await names(acme, { q: "休假 EVERYBODY" })).toEqual(["休假"]);
  });

  test("filters by status and by form", async () => {
    const acme = await tenant();
    const formId = await acme.form();
    await draft(acme, { name: "Draft", formId });
    await published(acme, { name: "Published", definition: straight() });

    expect(await names(acme, { status: "draft" })).toEqual(["Draft"]);
    expect(await names(acme, { status: "published" })).toEqual(["Published"]);
    expect(await names(acme, { status: "unpublished" })).toEqual([]);
    expect(await names(acme, { formId })).toEqual(["Draft"]);
  });

  test("refuses limits and cursors that are none", async () => {
    const acme = await tenant();

    for (const query of ["limit=0", "limit=101", "cursor=x", "offset=5"])
      expect([query, (await raw(cloud, acme.admin.token, "GET", `/api/workflows?${query}`)).status]).toEqual([query, 400]);
  });
});
