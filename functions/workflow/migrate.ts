import { sql } from "drizzle-orm";
import type * as z from "zod";
import type { UserActor } from "../../shared/contract/actor";
import { migrateInstances } from "../../shared/contract/instance";
import { Problem } from "../../shared/contract/problem";
import { type MigrateEvent, type MigrationProblem, migrate as moved } from "../../shared/process";
import type { Database } from "../db";
import { now } from "../kit/clock";
import { endpoint, type Means } from "../kit/endpoint";
import { type Change, changeInstance } from "./instance/act";
import { type Named, type StoredInstance, versionOf } from "./instance/load";
import type { Trail } from "./instance/trail";

type Wish = z.output<typeof migrateInstances.body>;
type Result = z.output<typeof migrateInstances.reply>["results"][number];

const most = 100;
const atOnce = 5;

export const migrate = endpoint(migrateInstances, async ({ actor, params, body, ...means }) => {
  const to = await versionOf(means.db, actor.tenantId, params.id, body.to);
  const { ids, more } = await affected(means.db, actor.tenantId, params.id, body);
  const results: Result[] = [];
  while (results.length < ids.length && now() < means.deadline - reserve) {
    const some = ids.slice(results.length, results.length + atOnce);
    results.push(...(await Promise.all(some.map((id) => migrateOne(means, actor, id, to, body)))));
  }
  return { results, more: more || results.length < ids.length };
});

/** In ms: one that was begun comes to its end. */
const reserve = 2_000;

/** Those that are not over. Of the ones that are named each must be the workflow's. */
async function affected(db: Database, tenantId: string, workflowId: string, { instances, from, to, after }: Wish): Promise<{ ids: string[]; more: boolean }> {
  const named = instances && sql`and i.id in (select jsonb_array_elements_text(${JSON.stringify(instances)}::jsonb)::uuid)`;
  const others = sql`and i.workflow_version ${from === undefined ? sql`<> ${to}::int` : sql`= ${from}::int`} and i.status in ('active', 'rejected', 'withdrawn')
    ${after ? sql`and i.id > ${after}::uuid` : sql``}`;
  const { rows } = await db.execute<{ id: string }>(
    sql`select i.id from instance i where i.tenant_id = ${tenantId} and i.workflow_id = ${workflowId}::uuid ${named ?? others} order by i.id limit ${most + 1}`,
  );
  const found = rows.map(({ id }) => id);
  const missing =
    instances?.flatMap((id, n) => (found.includes(id) ? [] : [{ path: `/body/instances/${n}`, message: "Is no instance of this workflow." }])) ?? [];
  if (missing.length > 0) throw new Problem("invalid-input", "Some of the instances are not of this workflow.", { errors: missing });
  return { ids: found.slice(0, most), more: found.length > most };
}

/** A dry run is the same up to the write. */
async function migrateOne(means: Means, actor: UserActor, instanceId: string, to: Named, wish: Wish): Promise<Result> {
  let problems: MigrationProblem[] = [];
  const stored = await changeInstance(means, { tenantId: actor.tenantId, instanceId, actor }, async (instance, at) => {
    const change = changeOf(instance, to, { actor, wish, at });
    problems = "problems" in change ? change.problems : [];
    return "problems" in change || wish.dryRun || instance.workflowVersion === wish.to ? undefined : change;
  });
  return { instanceId, migrated: stored.workflowVersion === wish.to, problems };
}

type By = { actor: UserActor; wish: Wish; at: string };

function changeOf(instance: StoredInstance, to: Named, { actor, wish, at }: By): Change | { problems: MigrationProblem[] } {
  const { nodes, flows, reason } = wish;
  if (instance.endedAt) return { problems: [{ elementId: "process", message: "It is over." }] };
  const by = { user: actor.userId, admin: true };
  const done = moved(instance.state, { from: instance.definition, to: to.definition, mapping: { nodes, flows }, actor: by, reason }, at);
  if (!done.ok) return done;
  const event: MigrateEvent = { type: "migrate", from: instance.workflowVersion, to: wish.to, nodes, flows, reason, actor: by };
  return {
    ran: { state: done.state, effects: done.effects, events: [{ event, at }], words: new Map(), members: new Map() },
    moved: { definition: to.definition, workflowVersion: wish.to, workflowName: to.name, trail: renamed(instance.trail, wish) },
  };
}

function renamed(trail: Trail, { nodes, flows }: Pick<Wish, "nodes" | "flows">): Trail {
  const by = <T>(values: Record<string, T>, names: Record<string, string>) =>
    Object.fromEntries(Object.entries(values).map(([id, one]) => [names[id] ?? id, one]));
  const steps = Object.entries(by(trail.nodes, nodes)).map(([id, step]) => [id, step.flow ? { ...step, flow: flows[step.flow] ?? step.flow } : step] as const);
  const children = trail.children?.map((child) => ({ ...child, node: nodes[child.node] ?? child.node }));
  return { ...trail, nodes: Object.fromEntries(steps), flows: by(trail.flows, flows), ...(children && { children }) };
}
