/** The demo data of a fresh start: people, groups, departments, forms and their processes, made through the same routes as everybody's. */

import { askBy } from "../functions/kit/ask";
import { system, type UserActor } from "../shared/contract/actor";
import type { Domain } from "../shared/contract/domain";
import { createForm, publishForm } from "../shared/contract/form";
import { addMember, createDepartment, createGroup, createUser, updateDepartment, updateMe, updateUser } from "../shared/contract/identity";
import { inviteUser } from "../shared/contract/identity-calls";
import type { Route } from "../shared/contract/route";
import { createWorkflow, publishWorkflow } from "../shared/contract/workflow";
import { Definition } from "../shared/process/definition";
import { demoForms } from "./demo-forms";
import { demoDepartments, demoGroups, demoPeople, demoPrograms, demoZones } from "./demo-people";
import { demoWorkflows } from "./demo-workflows";

const patience = 60_000;

export async function seed(): Promise<void> {
  const tenants = [...new Set(demoPeople.map(({ tenant }) => tenant))];
  for (const tenant of tenants) await seedTenant(tenant);
}

async function seedTenant(tenant: string): Promise<void> {
  const ask = askBy(Date.now() + patience, "seed");
  const of = <T extends { tenant: string }>(all: readonly T[]) => all.filter((one) => one.tenant === tenant);
  const people = of(demoPeople);
  const chief = people.find(({ roles }) => roles.includes("admin"));
  if (!chief) throw new Error(`The demo tenant ${tenant} has no admin.`);
  const admin = await ask("identity", inviteUser, system(tenant), { body: { email: chief.email, name: chief.name, roles: [...chief.roles] } });
  const actor: UserActor = { kind: "user", tenantId: tenant, subject: "seed", userId: admin.id, roles: ["admin"] };
  const by = <R extends Route>(domain: Domain, route: R, sent: Parameters<typeof ask<R>>[3]) => ask(domain, route, actor, sent);

  const departments = new Map<string, { id: string; version: number }>();
  for (const { name, parent } of of(demoDepartments))
    departments.set(name, await by("identity", createDepartment, { body: { name, parentId: parent ? departments.get(parent)?.id : null } }));

  const users = new Map([[chief.email, admin]]);
  // Whoever reports to somebody comes after them.
  const rank = (email: string | undefined): number => (email ? 1 + rank(people.find((one) => one.email === email)?.manager) : 0);
  for (const person of [...people].sort((a, b) => rank(a.manager) - rank(b.manager))) {
    const { email, name, title } = person;
    const place = { title, departmentId: departments.get(person.department ?? "")?.id ?? null, managerId: users.get(person.manager ?? "")?.id ?? null };
    const known = users.get(email);
    users.set(
      email,
      known
        ? await by("identity", updateUser, { params: { id: known.id }, body: { version: known.version, ...place } })
        : await by("identity", createUser, { body: { email, name, roles: [...person.roles], ...place } }),
    );
  }
  const zone = demoZones[tenant];
  if (zone) for (const { id, version } of users.values()) await ask("identity", updateMe, { ...actor, userId: id }, { body: { version, timeZone: zone } });
  for (const { name, head } of of(demoDepartments)) {
    const department = departments.get(name);
    const headId = users.get(head ?? "")?.id;
    if (department && headId) await by("identity", updateDepartment, { params: { id: department.id }, body: { version: department.version, headId } });
  }
  const groups = new Map<string, string>();
  for (const { name, lead } of of(demoGroups)) {
    const group = await by("identity", createGroup, { body: { name } });
    groups.set(name, group.id);
    for (const { email } of people.filter(({ groups }) => groups?.includes(name))) {
      await by("identity", addMember, { params: { id: group.id }, body: { userId: users.get(email)?.id ?? "", lead: email === lead } });
    }
  }
  for (const { clientId, name } of of(demoPrograms)) await by("identity", createUser, { body: { kind: "program", name, subject: clientId, roles: ["agent"] } });
  const forms = new Map<string, string>();
  for (const { name, description, definition } of demoForms) {
    const form = await by("form", createForm, { body: { name, description, definition } });
    await by("form", publishForm, { params: { id: form.id }, body: { version: form.version } });
    forms.set(name, form.id);
  }
  // The processes name people of the first tenant.
  if (groups.size === 0) return;
  const known = { user: (email: string) => users.get(email)?.id ?? email, group: (name: string) => groups.get(name) ?? name };
  for (const { name, description, form, draw } of demoWorkflows) {
    const workflow = await by("workflow", createWorkflow, { body: { name, description, formId: forms.get(form), definition: Definition.parse(draw(known)) } });
    await by("workflow", publishWorkflow, { params: { id: workflow.id }, body: { version: workflow.version } });
  }
}
