import { beforeAll, describe, expect, test } from "vitest";
import {
  checkForm,
  createForm,
  findFormVersion,
  getForm,
  getFormSchema,
  getFormVersion,
  listForms,
  listFormVersions,
  publishForm,
  removeForm,
  unpublishForm,
  updateForm,
} from "../../shared/contract/form";
import { leave, purchase } from "../rules/form/forms";
import { nobody, openForms, seen } from "./tenant";

let forms: Awaited<ReturnType<typeof openForms>>;
beforeAll(async () => {
  forms = await openForms();
});

describe("who may", () => {
  test("read drafts: admins and agents; requesters see what is published, as if there were nothing else", async () => {
    const { admin, agent, requester, form, publishedForm } = await forms.tenant();
    const [draft, published] = [await form(), await publishedForm()];
    await admin(updateForm, { params: { id: published.id }, body: { version: published.version, definition: purchase } });
    expect((await agent(getForm, { params: { id: draft.id } })).status).toBe(200);
    expect((await agent(getForm, { params: { id: published.id } })).body.definition).toEqual(purchase);
    expect(seen(await requester(getForm, { params: { id: draft.id } }))).toEqual(seen(await requester(getForm, { params: { id: nobody } })));
    expect((await agent(listForms)).body.data.map(({ id }) => id)).toEqual([published.id, draft.id]);
    expect((await requester(listForms)).body.data).toMatchObject([{ id: published.id, definition: leave }]);
    expect((await requester(listForms, { query: { status: "draft" } })).body.data).toEqual([]);
  });

  test("write: admins only", async () => {
    const { agent, requester, form } = await forms.tenant();
    const { id } = await form();
    for (const who of [agent, requester]) {
      expect((await who(createForm, { body: { name: "x" } })).status).toBe(403);
      for (const route of [publishForm, updateForm, unpublishForm]) expect((await who(route, { params: { id }, body: { version: 1 } })).status).toBe(403);
      expect((await who(removeForm, { params: { id } })).status).toBe(403);
    }
    expect((await requester(checkForm, { params: { id } })).status).toBe(403);
  });

  test("learn of another tenant's forms: nobody, not even that they exist", async () => {
    const [acme, globex] = [await forms.tenant(), await forms.tenant()];
    const { id, version } = await globex.publishedForm();
    const both = async (ask: (id: string) => Promise<{ status: number; body: unknown }>) => {
      const [foreign, missing] = [seen(await ask(id)), seen(await ask(nobody))];
      expect(foreign.status).toBe(404);
      expect(foreign.text.replaceAll(id, nobody)).toBe(missing.text);
    };
    await both((id) => acme.admin(getForm, { params: { id } }));
    await both((id) => acme.admin(updateForm, { params: { id }, body: { version, name: "mine" } }));
    await both((id) => acme.admin(publishForm, { params: { id }, body: { version } }));
    await both((id) => acme.admin(unpublishForm, { params: { id }, body: { version } }));
    await both((id) => acme.admin(removeForm, { params: { id } }));
    await both((id) => acme.admin(checkForm, { params: { id } }));
    await both((id) => acme.admin(listFormVersions, { params: { id } }));
    await both((id) => acme.admin(getFormVersion, { params: { id, n: 1 } }));
    await both((id) => acme.admin(getFormSchema, { params: { id } }));
    expect((await acme.admin(listForms)).body.data).toEqual([]);
    await expect(acme.ask(findFormVersion, { formId: id, version: 1 })).rejects.toMatchObject({ code: "not-found" });
    expect((await globex.admin(getForm, { params: { id } })).body).toMatchObject({ name: "请假申请", version });
  });
});

describe("lists", () => {
  test("go page by page, newest first, each form once", async () => {
    const { admin, form } = await forms.tenant();
    const made: string[] = [];
    for (let n = 0; n < 7; n++) made.unshift((await form({ name: `Form ${n}` })).id);
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await admin(listForms, { query: { limit: 3, ...(cursor && { cursor }) } });
      found.push(...body.data.map(({ id }) => id));
      cursor = body.nextCursor ?? undefined;
    } while (cursor);
    expect(found).toEqual(made);
    expect((await admin(listForms, { query: { cursor: "nonsense" } })).status).toBe(400);
  });

  test("are searched by Chinese and other words of key, name and description, and follow changes", async () => {
    const { admin, form } = await forms.tenant();
    const { id } = await form({ name: "研发部采购申请", key: "it-purchase", description: "笔记本 MacBook" });
    const search = async (q: string) => (await admin(listForms, { query: { q } })).body.data.length;
    for (const q of ["采购", "购", "macbook 研发", "it-purchase", ""]) expect(await search(q)).toBe(1);
    for (const q of ["财务", "采购 财务", "mac"]) expect(await search(q)).toBe(0);
    await admin(updateForm, { params: { id }, body: { version: 1, name: "报销" } });
    expect([await search("采购"), await search("报销"), await search("macbook")]).toEqual([0, 1, 1]);
  });

  test("show small definitions, and leave large ones out", async () => {
    const { admin, form } = await forms.tenant();
    await form();
    await form({ definition: { fields: [{ type: "text", key: "a", label: "A", help: "长".repeat(1000), pattern: "a".repeat(500) }] } });
    expect((await admin(listForms)).body.data.map(({ definition }) => definition?.fields.length)).toEqual([undefined, 6]);
  });
});

describe("bounds", () => {
  test("of a body are named when it is refused", async () => {
    const { admin } = await forms.tenant();
    const field = (n: number) => ({ type: "text" as const, key: `f${n}`, label: "标签", help: "长".repeat(900) });
    const large = { fields: Array.from({ length: 90 }, (_, n) => field(n)) };
    const reply = await admin(createForm, { body: { name: "Too large", definition: { fields: [...large.fields, ...large.fields] } } });
    expect(reply).toMatchObject({ status: 413, body: { code: "too-large" } });
    expect(reply.body.detail).toContain("formBody");
  });

  test("let a form of 200 KiB through, and keep it byte for byte through publishing", async () => {
    const { admin, requester, form, ask } = await forms.tenant();
    const definition = {
      fields: Array.from({ length: 75 }, (_, n) => ({ type: "text" as const, key: `f${n}`, label: "标签😀", help: "长".repeat(900) })),
      rules: [],
    };
    expect(Buffer.byteLength(JSON.stringify(definition))).toBeGreaterThan(200_000);
    const { id } = await form({ definition });
    await admin(publishForm, { params: { id }, body: { version: 1 } });
    expect((await requester(getForm, { params: { id } })).body.definition).toEqual(definition);
    expect((await ask(findFormVersion, { formId: id, version: 1 })).definition).toEqual(definition);
    expect((await admin(updateForm, { params: { id }, body: { version: 2, name: "x" } })).body.definition).toEqual(definition);
  });

  test("of fields are told with the place of what is wrong or unknown", async () => {
    const { admin } = await forms.tenant();
    const bad = {
      fields: [
        { type: "text", key: "1a", label: "A" },
        { type: "colour", key: "b", label: "B" },
        { type: "date", key: "c", label: "C", step: 1 },
      ],
      extra: 1,
    };
    const reply = await admin(createForm, { body: { name: "Bad", definition: bad as never } });
    expect(reply.status).toBe(400);
    expect(reply.body.errors?.map(({ path }) => path).sort()).toEqual([
      "/body/definition/extra",
      "/body/definition/fields/0/key",
      "/body/definition/fields/1/type",
      "/body/definition/fields/2/step",
    ]);
    expect((await admin(createForm, { body: { name: "", tenantId: "globex" } as never })).body.errors?.map(({ path }) => path).sort()).toEqual([
      "/body/name",
      "/body/tenantId",
    ]);
  });
});
