import { Ajv2020 } from "ajv/dist/2020";
import { beforeAll, describe, expect, test } from "vitest";
import {
  checkForm,
  countForms,
  createForm,
  findFormVersion,
  findPublishedForm,
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
import { items, leave, purchase } from "../rules/form/forms";
import { nobody, openForms } from "./tenant";

let forms: Awaited<ReturnType<typeof openForms>>;
beforeAll(async () => {
  forms = await openForms();
});

describe("a form", () => {
  test("is drafted, published, changed and published again, and its first version stays as it was", async () => {
    const { admin, requester, form } = await forms.tenant();
    const draft = await form();
    expect(draft).toMatchObject({ status: "draft", version: 1, publishedVersion: null, definition: leave });
    const params = { id: draft.id };

    const first = await admin(publishForm, { params, body: { version: 1 } });
    expect(first).toMatchObject({ status: 200, body: { status: "published", version: 2, publishedVersion: 1 } });
    const changed = await admin(updateForm, { params, body: { version: 2, name: "采购申请", definition: purchase } });
    expect(changed).toMatchObject({ status: 200, body: { version: 3, publishedVersion: 1, name: "采购申请", definition: purchase } });
    expect((await requester(getForm, { params })).body.definition).toEqual(leave);
    expect(await admin(publishForm, { params, body: { version: 3 } })).toMatchObject({ status: 200, body: { version: 4, publishedVersion: 2 } });

    expect((await requester(getForm, { params })).body.definition).toEqual(purchase);
    const [v1, v2] = [await requester(getFormVersion, { params: { ...params, n: 1 } }), await requester(getFormVersion, { params: { ...params, n: 2 } })];
    expect(v1).toMatchObject({ status: 200, body: { number: 1, name: "请假申请", definition: leave } });
    expect(v2).toMatchObject({ status: 200, body: { number: 2, name: "采购申请", definition: purchase } });
    expect(v1.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
    expect((await admin(listFormVersions, { params })).body).toMatchObject({ data: [{ number: 2 }, { number: 1 }], nextCursor: null });
    expect((await requester(getFormVersion, { params: { ...params, n: 3 } })).status).toBe(404);
  });

  test("has versions that nobody can edit: there is no path for it", async () => {
    const { admin, publishedForm } = await forms.tenant();
    const { id } = await publishedForm();
    for (const method of ["PATCH", "PUT", "DELETE", "POST"] as const)
      expect((await admin({ ...getFormVersion, method }, { params: { id, n: 1 } })).status).toBeGreaterThanOrEqual(404);
    expect((await admin(getFormVersion, { params: { id, n: 1 } })).body.definition).toEqual(leave);
  });

  test("makes no new version where nothing changed, also after it was closed", async () => {
    const { admin, publishedForm } = await forms.tenant();
    const { id, version } = await publishedForm();
    const params = { id };
    expect((await admin(publishForm, { params, body: { version } })).body).toMatchObject({ version, publishedVersion: 1 });
    expect((await admin(publishForm, { params })).body).toMatchObject({ version, publishedVersion: 1 });
    const closed = await admin(unpublishForm, { params, body: { version } });
    expect(closed.body).toMatchObject({ status: "unpublished", publishedVersion: null });
    expect((await admin(publishForm, { params })).body).toMatchObject({ status: "published", publishedVersion: 1 });
    expect((await admin(listFormVersions, { params })).body.data).toHaveLength(1);
  });

  test("is changed by one of two who saw the same, and the other is told", async () => {
    const { admin, form } = await forms.tenant();
    const { id } = await form();
    const params = { id };
    const both = await Promise.all(["a", "b"].map((name) => admin(updateForm, { params, body: { version: 1, name } })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    for (const late of [publishForm, unpublishForm]) {
      const reply = await admin(late, { params, body: { version: 1 } });
      expect(reply.status).toBe(409);
    }
    expect(await admin(removeForm, { params, query: { version: 1 } })).toMatchObject({
      status: 409,
      body: { code: "stale", changed: { at: (await admin(getForm, { params })).body.updatedAt, by: null } },
    });
    expect((await admin(getForm, { params })).body.version).toBe(2);
  });

  test("is published once by many at the same moment", async () => {
    const { admin, form } = await forms.tenant();
    const { id } = await form();
    const replies = await Promise.all(Array.from({ length: 8 }, () => admin(publishForm, { params: { id }, body: { version: 1 } })));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.every(({ status }) => status === 200 || status === 409)).toBe(true);
    expect((await admin(listFormVersions, { params: { id } })).body.data).toHaveLength(1);
  });

  test("that was never published is deleted; one that was goes into the archive, and comes back", async () => {
    const { admin, form, publishedForm, ask } = await forms.tenant();
    const [draft, used] = [await form(), await publishedForm()];
    expect((await admin(removeForm, { params: { id: draft.id } })).status).toBe(204);
    expect((await admin(getForm, { params: { id: draft.id } })).status).toBe(404);

    const params = { id: used.id };
    expect((await admin(removeForm, { params })).status).toBe(204);
    expect((await admin(removeForm, { params })).status).toBe(204);
    expect((await admin(getForm, { params })).body).toMatchObject({ status: "archived", publishedVersion: null });
    expect((await admin(listForms)).body.data).toEqual([]);
    expect((await admin(listForms, { query: { status: "archived" } })).body.data).toMatchObject([{ id: used.id }]);
    for (const refused of [publishForm, updateForm])
      expect(await admin(refused, { params, body: { version: 3 } })).toMatchObject({ status: 409, body: { code: "illegal-transition" } });
    expect((await admin(getFormVersion, { params: { ...params, n: 1 } })).status).toBe(200);
    expect(await ask(countForms, undefined)).toEqual({ total: 0, published: 0 });
    expect((await admin(unpublishForm, { params })).body).toMatchObject({ status: "unpublished" });
    expect(await ask(countForms, undefined)).toEqual({ total: 1, published: 0 });
  });

  test("has a key that is nobody else's in its tenant", async () => {
    const [acme, globex] = [await forms.tenant(), await forms.tenant()];
    await acme.form({ key: "leave" });
    expect(await acme.admin(createForm, { body: { name: "Again", key: "leave" } })).toMatchObject({
      status: 409,
      body: { code: "conflict", errors: [{ path: "/body/key" }] },
    });
    expect((await globex.form({ key: "leave" })).key).toBe("leave");
    await acme.form();
    await acme.form();
  });
});

describe("publishing", () => {
  test("is refused with the place of each problem, and changes nothing", async () => {
    const { admin, form, ask } = await forms.tenant();
    const { id } = await form({
      definition: {
        fields: [
          { type: "text", key: "a", label: "A", pattern: "(" },
          { type: "select", key: "b", label: "", options: [] },
          { type: "number", key: "a", label: "C", visibleWhen: "amout > 5", min: 3, max: 2 },
        ],
        rules: [{ assert: "a >", message: "m", path: "a" }],
      },
    });
    const refused = await admin(publishForm, { params: { id }, body: { version: 1 } });
    expect(refused).toMatchObject({ status: 400, body: { code: "invalid-input" } });
    expect(refused.body.errors?.map(({ path, code }) => `${path} ${code}`)).toEqual([
      "/definition/fields/2/key duplicate-key",
      "/definition/fields/0/pattern bad-pattern",
      "/definition/fields/1/label no-label",
      "/definition/fields/1/options no-options",
      "/definition/fields/2/visibleWhen unknown-field",
      "/definition/fields/2/min min-above-max",
      "/definition/rules/0/assert bad-expression",
    ]);
    expect((await admin(getForm, { params: { id } })).body).toMatchObject({ status: "draft", version: 1 });
    await expect(ask(findPublishedForm, { formId: id })).rejects.toMatchObject({ code: "not-published" });
    expect((await admin(checkForm, { params: { id } })).body.problems).toEqual(refused.body.errors);
  });

  test("stops with unpublishing: other domains learn it, and what was made goes on", async () => {
    const { admin, requester, publishedForm, ask } = await forms.tenant();
    const { id, name } = await publishedForm();
    expect(await ask(findPublishedForm, { formId: id })).toEqual({ formId: id, version: 1, name });
    await admin(unpublishForm, { params: { id } });
    await expect(ask(findPublishedForm, { formId: id })).rejects.toMatchObject({ code: "not-published" });
    await expect(ask(findPublishedForm, { formId: nobody })).rejects.toMatchObject({ code: "not-found" });
    expect(await ask(findFormVersion, { formId: id, version: 1 })).toEqual({ formId: id, version: 1, name, definition: leave });
    expect((await requester(getForm, { params: { id } })).status).toBe(404);
    expect((await requester(getFormVersion, { params: { id, n: 1 } })).status).toBe(200);
    expect(await requester(getFormSchema, { params: { id } })).toMatchObject({ status: 409, body: { code: "not-published" } });
    expect((await admin(unpublishForm, { params: { id } })).status).toBe(409);
  });
});

describe("a form's JSON Schema", () => {
  test("is of the version that new work takes, or of the one asked for", async () => {
    const { admin, requester, publishedForm } = await forms.tenant();
    const { id, version } = await publishedForm();
    await admin(updateForm, { params: { id }, body: { version, definition: purchase } });
    await admin(publishForm, { params: { id } });
    const [current, first] = [await requester(getFormSchema, { params: { id } }), await requester(getFormSchema, { params: { id }, query: { version: 1 } })];
    expect(current.body).toMatchObject({ $schema: "https://json-schema.org/draft/2020-12/schema", properties: { items: { type: "array" } } });
    expect(first.body).toMatchObject({ properties: { days: { minimum: 0.5 } }, required: ["type", "startDate", "endDate", "days", "reason"] });
    expect(current.headers.get("cache-control")).toBeNull();
    expect(first.headers.get("cache-control")).toContain("immutable");
    const fits = new Ajv2020({ strict: false, validateFormats: false }).compile(current.body);
    expect(fits({ items: [{ name: "a", quantity: 1, price: "1.00" }] })).toBe(true);
    expect(fits({ items: "none" })).toBe(false);
  });
});

describe("checking a draft", () => {
  test("says what becomes of sample data, with the computed total, and keeps nothing", async () => {
    const { agent, form } = await forms.tenant();
    const { id } = await form({ definition: purchase });
    const good = await agent(checkForm, { params: { id }, body: { data: { items, why: "x", total: 1 } } });
    expect(good.body).toMatchObject({ problems: [], errors: [], data: { total: 47987 } });
    const bad = await agent(checkForm, { params: { id }, body: { data: { items: [{ name: "a" }] } } });
    expect(bad.body.errors).toMatchObject([
      { path: "/items/0/quantity", code: "required" },
      { path: "/items/0/price", code: "required" },
    ]);
    expect(bad.body.data).toBeNull();
  });
});
