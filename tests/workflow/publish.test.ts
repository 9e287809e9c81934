import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { askBy } from "../../functions/kit/ask";
import { system } from "../../shared/contract/actor";
import { unpublishForm } from "../../shared/contract/form";
import {
  findPublishedWorkflow,
  findWorkflowVersion,
  getWorkflow,
  getWorkflowVersion,
  listWorkflowVersions,
  publishWorkflow,
  unpublishWorkflow,
  updateWorkflow,
} from "../../shared/contract/workflow";
import { Definition } from "../../shared/process/definition";
import { openTickets, type Tenant } from "../ticket/fixture";
import { draft, forked, published, straight } from "./fixture";

const { cloud, tenant } = await openTickets({ consume: false });

const change = async (acme: Tenant, id: string, body: object) => {
  const { version } = (await acme.admin.send(getWorkflow, { params: { id } })).body;
  return (await acme.admin.send(updateWorkflow, { params: { id }, body: { version, ...body } })).body;
};
const publish = (acme: Tenant, id: string, version?: number) => acme.admin.send(publishWorkflow, { params: { id }, ...(version && { body: { version } }) });
const numbers = async (acme: Tenant, id: string) => (await acme.agent.send(listWorkflowVersions, { params: { id } })).body.data.map(({ number }) => number);

describe("publishing a workflow", () => {
  test("makes numbered versions, which stay as they were", async () => {
    const acme = await tenant();
    const { id } = await published(acme, { definition: straight("First") });
    await change(acme, id, { definition: straight("Second") });

    const again = await publish(acme, id);
    const first = await acme.lee.send(getWorkflowVersion, { params: { id, n: 1 } });
    const second = await acme.lee.send(getWorkflowVersion, { params: { id, n: 2 } });

    expect(again.body).toMatchObject({ status: "published", publishedVersion: 2, version: 4 });
    expect(await numbers(acme, id)).toEqual([2, 1]);
    expect([first.body, second.body]).toMatchObject([
      { workflowId: id, number: 1, name: "Leave", formId: null, steps: null, definition: Definition.parse(straight("First")), publishedBy: acme.admin.id },
      { number: 2, definition: Definition.parse(straight("Second")) },
    ]);
    expect(first.headers.get("cache-control")).toContain("immutable");
  });

  test("makes no new version of what is the newest one already, wherever it is drawn", async () => {
    const acme = await tenant();
    const { id } = await published(acme);
    await publish(acme, id);
    await change(acme, id, { description: "Other words", definition: { ...straight(), layout: { nodes: { start: { x: 500, y: 5 } } } } });

    const { body } = await publish(acme, id);

    expect(body.publishedVersion).toBe(1);
    expect(await numbers(acme, id)).toEqual([1]);
  });

  test("makes a new version of an older one's content, and of another form", async () => {
    const acme = await tenant();
    const { id } = await published(acme, { definition: straight("First") });
    await change(acme, id, { definition: straight("Second") });
    await publish(acme, id);
    await change(acme, id, { definition: straight("First") });
    await publish(acme, id);
    await change(acme, id, { formId: await acme.form() });

    expect((await publish(acme, id)).body.publishedVersion).toBe(4);
    expect(await numbers(acme, id)).toEqual([4, 3, 2, 1]);
  });

  test("happens once of several at the same time", async () => {
    const acme = await tenant();
    const { id, version } = await draft(acme, { definition: straight() });

    const replies = await Promise.all([1, 2, 3].map(() => publish(acme, id, version)));

    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(await numbers(acme, id)).toEqual([1]);
  });

  test("is refused for a version that somebody has changed since", async () => {
    const acme = await tenant();
    const { id } = await draft(acme);
    await change(acme, id, { definition: straight() });

    expect(await publish(acme, id, 1)).toMatchObject({ status: 409, problem: { code: "stale" } });
  });

  test("is an admin's alone", async () => {
    const acme = await tenant();
    const { id } = await draft(acme, { definition: straight() });

    expect((await acme.agent.send(publishWorkflow, { params: { id } })).status).toBe(403);
    expect((await acme.agent.send(unpublishWorkflow, { params: { id } })).status).toBe(403);
  });
});

describe("a draft that can't run", () => {
  const errors = async (acme: Tenant, drawn: Parameters<typeof draft>[1]) => {
    const { id } = await draft(acme, drawn);
    const { status, problem } = await publish(acme, id);
    expect([status, problem.code]).toEqual([400, "invalid-input"]);
    expect(await numbers(acme, id)).toEqual([]);
    return (problem.errors ?? []).map(({ path, code, elementId }) => ({ path, code, elementId }));
  };

  test("is refused with each element that is wrong, and its place in the draft", async () => {
    const acme = await tenant();
    const { nodes, flows } = straight();

    const found = await errors(acme, {
      definition: {
        nodes: [...nodes.slice(0, 1), { id: "approve", type: "userTask", name: "" }, ...nodes.slice(2), { id: "lost", type: "task", name: "Lost" }],
        flows,
      },
    });

    expect(found).toContainEqual({ path: "/definition/nodes/1", code: "empty-name", elementId: "approve" });
    expect(found).toContainEqual({ path: "/definition/nodes/1", code: "no-participants", elementId: "approve" });
    expect(found).toContainEqual({ path: "/definition/nodes/3", code: "unreachable", elementId: "lost" });
  });

  test("is refused as a whole where it has neither start nor end", async () => {
    const acme = await tenant();

    const found = await errors(acme, {});

    expect(found).toContainEqual({ path: "/definition", code: "no-start", elementId: undefined });
    expect(found.every(({ path }) => path === "/definition")).toBe(true);
  });

  test("is refused with the step that is meant where it is a list of steps", async () => {
    const acme = await tenant();

    const found = await errors(acme, {
      steps: [
        { name: "Second", stepType: "manual", sequence: 2 },
        { name: "", stepType: "manual", sequence: 1 },
      ],
    });

    expect(found).toEqual([{ path: "/steps/1", code: "empty-name", elementId: "step_1" }]);
  });

  test("is refused where a condition names a field that its form does not have", async () => {
    const acme = await tenant();
    const formId = await acme.form();

    expect(await errors(acme, { formId, definition: forked("amout > 5000") })).toEqual([
      { path: "/definition/flows/2", code: "unknown-field", elementId: "large" },
    ]);
    expect((await published(acme, { formId, definition: forked("amount > 5000") })).publishedVersion).toBe(1);
  });

  test("is refused where its form is missing, another tenant's or not published", async () => {
    const [acme, globex] = [await tenant(), await tenant()];
    const [foreign, unpublished] = [await globex.form(), await acme.form({}, false)];

    for (const formId of [foreign, randomUUID()])
      expect(await errors(acme, { formId, definition: straight() })).toEqual([{ path: "/formId", code: "not-found", elementId: undefined }]);
    expect(await errors(acme, { formId: unpublished, definition: straight() })).toEqual([{ path: "/formId", code: "not-published", elementId: undefined }]);
  });

  test("is not refused, but put off, while the form domain is away", async () => {
    const acme = await tenant();
    const { id } = await draft(acme, { formId: await acme.form(), definition: straight() });
    cloud.away("form", "unreachable");

    const { status, problem, headers } = await publish(acme, id);
    cloud.away("form", null);

    expect([status, problem.code, headers.get("retry-after")]).toEqual([503, "domain-away", "2"]);
    expect((await publish(acme, id)).status).toBe(200);
  });
});

describe("unpublishing a workflow", () => {
  test("hides it from requesters, keeps its versions, and publishing opens it again under the same number", async () => {
    const acme = await tenant();
    const { id, version } = await published(acme);

    const closed = await acme.admin.send(unpublishWorkflow, { params: { id }, body: { version } });
    const again = await acme.admin.send(unpublishWorkflow, { params: { id } });

    expect(closed.body).toMatchObject({ status: "unpublished", publishedVersion: null, version: version + 1 });
    expect(again).toMatchObject({ status: 409, problem: { code: "illegal-transition" } });
    expect((await acme.lee.send(getWorkflow, { params: { id } })).status).toBe(404);
    expect((await acme.lee.send(getWorkflowVersion, { params: { id, n: 1 } })).status).toBe(200);
    expect((await publish(acme, id)).body).toMatchObject({ status: "published", publishedVersion: 1 });
  });
});

describe("another domain that asks", () => {
  const ask = askBy(Date.now() + 600_000, "test");

  test("learns what new tickets take, and may keep a version for ever", async () => {
    const acme = await tenant();
    const formId = await acme.form();
    const { id } = await published(acme, { formId, definition: forked("amount > 5000") });
    await change(acme, id, { formId: null, definition: straight("Not yet") });

    const current = await ask("workflow", findPublishedWorkflow, system(acme.id), { body: { workflowId: id } });
    const version = await ask("workflow", findWorkflowVersion, system(acme.id), { body: { workflowId: id, version: 1 } });

    expect(current).toEqual({ workflowId: id, version: 1, name: "Leave", formId });
    expect(version).toEqual({ ...current, definition: Definition.parse(forked("amount > 5000")) });
  });

  test("is told apart: there is none, or none that takes new tickets", async () => {
    const [acme, globex] = [await tenant(), await tenant()];
    const asked = (workflowId: string) => ask("workflow", findPublishedWorkflow, system(acme.id), { body: { workflowId } }).catch(({ code }) => code);

    expect(await asked((await published(globex)).id)).toBe("not-found");
    expect(await asked(randomUUID())).toBe("not-found");
    expect(await asked((await draft(acme)).id)).toBe("not-published");
    await expect(ask("workflow", findWorkflowVersion, system(acme.id), { body: { workflowId: randomUUID(), version: 1 } })).rejects.toMatchObject({
      code: "not-found",
    });
  });

  test("gets the form that was meant when it was published, even when that is closed now", async () => {
    const acme = await tenant();
    const formId = await acme.form();
    const { id } = await published(acme, { formId, definition: straight() });
    await acme.admin.send(unpublishForm, { params: { id: formId }, body: { version: 2 } });

    expect(await ask("workflow", findPublishedWorkflow, system(acme.id), { body: { workflowId: id } })).toMatchObject({ formId, version: 1 });
  });
});

describe("the versions of a workflow", () => {
  test("come newest first, page by page", async () => {
    const acme = await tenant();
    const { id } = await published(acme, { definition: straight("1") });
    for (const name of ["2", "3"]) {
      await change(acme, id, { definition: straight(name) });
      await publish(acme, id);
    }

    const first = await acme.lee.send(listWorkflowVersions, { params: { id }, query: { limit: 2 } });
    const second = await acme.lee.send(listWorkflowVersions, { params: { id }, query: { limit: 2, cursor: first.body.nextCursor ?? "" } });

    expect([first.body, second.body].map(({ data }) => data.map(({ number }) => number))).toEqual([[3, 2], [1]]);
    expect(second.body.nextCursor).toBeNull();
  });

  test("tell a requester nothing of a workflow that has none, nor anybody of another tenant's", async () => {
    const [acme, globex] = [await tenant(), await tenant()];
    const { id } = await draft(acme);
    const foreign = (await published(globex)).id;

    expect((await acme.agent.send(listWorkflowVersions, { params: { id } })).body).toEqual({ data: [], nextCursor: null });
    expect((await acme.lee.send(listWorkflowVersions, { params: { id } })).status).toBe(404);
    expect((await acme.admin.send(listWorkflowVersions, { params: { id: foreign } })).status).toBe(404);
    expect((await acme.admin.send(getWorkflowVersion, { params: { id: foreign, n: 1 } })).status).toBe(404);
    expect((await acme.admin.send(getWorkflowVersion, { params: { id, n: 1 } })).status).toBe(404);
  });
});
