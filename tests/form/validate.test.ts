import { beforeAll, describe, expect, test } from "vitest";
import { publishForm, validateForm } from "../../shared/contract/form";
import type { FormDefinition } from "../../shared/contract/form-definition";
import { items, purchase } from "../rules/form/forms";
import { nobody, openForms } from "./tenant";

let forms: Awaited<ReturnType<typeof openForms>>;
beforeAll(async () => {
  forms = await openForms();
});

async function taken(definition: FormDefinition) {
  const tenant = await forms.tenant();
  const { id, version } = await tenant.form({ definition });
  await tenant.admin(publishForm, { params: { id }, body: { version } });
  return {
    ...tenant,
    validate: (data: object, changes?: object) =>
      tenant.ask(validateForm, { formId: id, version: 1, data: { ...data }, ...(changes && { changes: { ...changes } }) }),
  };
}

describe("a domain that asks whether a form takes data", () => {
  test("gets them as they are stored, with the total that they have, whatever total was sent", async () => {
    const { validate } = await taken(purchase);
    const { errors, data } = await validate({ items, why: "更换" });
    expect([errors, data]).toMatchObject([[], { total: 47987, why: "更换" }]);
    const lied = await validate({ items, why: "更换", total: 1 });
    expect(lied.data ?? { total: 47987 }).toMatchObject({ total: 47987 });
  });

  test("gets every error with its place", async () => {
    const { validate } = await taken(purchase);
    const { errors, data } = await validate({ items: [{ name: "", quantity: 0.5, price: 1 }], color: "red" });
    expect(data).toBeNull();
    expect(errors.map(({ path }) => path).sort()).toEqual(["/color", "/items/0/name", "/items/0/quantity"]);
  });

  test("is told that there is no such version", async () => {
    const { ask } = await forms.tenant();
    await expect(ask(validateForm, { formId: nobody, version: 1, data: {} })).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("a change of some fields", () => {
  test("replaces only those, and says what follows in others", async () => {
    const { validate } = await taken(purchase);
    const { data: stored } = await validate({ items, why: "更换" });
    const changed = await validate({ ...stored, orderNumber: "PO-1" }, { items: [{ name: "笔记本", quantity: 5, price: "6999.00" }] });
    expect(changed).toMatchObject({ errors: [], data: { total: 34995, why: "更换", orderNumber: "PO-1" }, derived: { total: 34995 } });
    const small = await validate({ ...stored }, { items: [{ name: "键盘", quantity: 1, price: "599" }] });
    expect(small).toMatchObject({ errors: [], derived: { total: 599, why: null } });
    expect(small.data).not.toHaveProperty("why");
  });

  test("is refused for what it breaks, also elsewhere, with the place", async () => {
    const { validate } = await taken(purchase);
    const { data: stored } = await validate({ items: [{ name: "键盘", quantity: 1, price: "599" }] });
    const { errors } = await validate({ ...stored }, { items });
    expect(errors).toMatchObject([{ path: "/why", code: "required" }]);
    expect((await validate({ ...stored }, { color: "red" })).errors).toMatchObject([{ path: "/color", code: "unknown-field" }]);
    expect((await validate({ ...stored }, { items: [{ name: "键盘", quantity: 0.5, price: 1 }] })).errors).toMatchObject([{ path: "/items/0/quantity" }]);
  });

  test("is not refused for what was wrong before and is not touched, such as a day that has passed", async () => {
    const { validate } = await taken({
      fields: [
        { type: "date", key: "startDate", label: "开始", required: true },
        { type: "text", key: "opinion", label: "意见" },
      ],
      rules: [{ assert: "startDate >= today()", message: "Must not be past.", path: "startDate" }],
    });
    const stored = { startDate: "2020-01-01" };
    expect((await validate(stored)).errors).toMatchObject([{ path: "/startDate", code: "rule" }]);
    const changed = await validate(stored, { startDate: "2020-01-01", opinion: "好" });
    expect(changed).toEqual({ errors: [], data: { startDate: "2020-01-01", opinion: "好" }, derived: {} });
    expect((await validate(stored, { startDate: "2020-01-02" })).errors).toMatchObject([{ path: "/startDate" }]);
  });
});
