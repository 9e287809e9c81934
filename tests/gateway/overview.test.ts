import { describe, expect, test } from "vitest";
import { createForm } from "../../shared/contract/form";
import { getOverview } from "../../shared/contract/overview";
import { createWorkflow, publishWorkflow } from "../../shared/contract/workflow";
import { openTickets } from "../ticket/fixture";

const { cloud, tenant } = await openTickets();
const steps = [{ name: "Approve", stepType: "manual" as const, sequence: 1 }];

describe("the overview", () => {
  test("counts what the tenant has, and nothing of another's", async () => {
    const [acme, globex] = [await tenant(), await tenant()];
    await acme.form();
    await acme.admin.send(createForm, { body: { name: "Draft" } });
    const made = await acme.admin.send(createWorkflow, { body: { name: "Leave", steps } });
    await acme.admin.send(createWorkflow, { body: { name: "Purchase" } });
    await acme.admin.send(publishWorkflow, { params: { id: made.body.id } });
    await acme.ticket();
    await acme.ticket({ status: "draft" });
    await globex.ticket();

    const { status, body } = await acme.lee.send(getOverview);

    expect(status).toBe(200);
    expect(body).toMatchObject({
      forms: { total: 2, published: 1 },
      users: { total: 3, active: 3, joined: 3 },
      workflows: { total: 2, published: 1 },
      tickets: {
        total: 2,
        byStatus: { open: 1, draft: 1, closed: 0 },
        byDay: [{ created: expect.any(Number) }],
        queue: { pending: 0, completed: 0, failed: 0 },
      },
      degraded: [],
    });
  });

  test.each(["form", "workflow", "ticket", "identity"] as const)("goes on without %s, and says so", async (away) => {
    const acme = await tenant();
    await acme.ticket();
    // Who somebody is must be known: identity's word on them is good for 30 s.
    await acme.lee.send(getOverview);
    cloud.away(away, "unreachable");

    const { status, body } = await acme.lee.send(getOverview);
    cloud.away(away, null);

    expect([status, body.degraded]).toEqual([200, [away]]);
    expect(
      Object.entries(body)
        .filter(([, part]) => part === null)
        .map(([name]) => name),
    ).toEqual([{ form: "forms", workflow: "workflows", ticket: "tickets", identity: "users" }[away]]);
  });

  test("waits for a silent domain no longer than two seconds", async () => {
    const acme = await tenant();
    await acme.lee.send(getOverview);
    cloud.away("form", "silent");
    cloud.away("ticket", "silent");
    const started = performance.now();

    const { status, body } = await acme.lee.send(getOverview);
    for (const domain of ["form", "ticket"] as const) cloud.away(domain, null);

    expect([status, body.degraded, body.tickets, body.users?.total]).toEqual([200, ["form", "ticket"], null, 3]);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
