// What a ticket is told of its process after a step: one call, with a copy of what it shows.
import type * as z from "zod";
import { tellTicketOfCalled } from "../../../shared/contract/process-calls";
import type { ProcessLine } from "../../../shared/contract/process-report";
import { reportProcess } from "../../../shared/contract/process-report";
import { type Effect, type Json, nameOf, type TimelineEntry } from "../../../shared/process";
import type { Means } from "../../kit/endpoint";
import { type Owed, owe } from "../../kit/owed";
import type { Following } from "./following";
import { formDataOf } from "./form";
import { uuidOf } from "./ids";
import type { StoredInstance, Subject } from "./load";
import { openTasks } from "./open-tasks";
import { hidesAnything } from "./seen";

type Report = z.input<typeof reportProcess.body>;

const mostLines = 500;
const mostHandlers = 50;

/** Nothing where the ticket shows nothing of the step. Of what a process called, the ticket's own instance hears, and tells it. */
export async function reportOf(means: Pick<Means, "ask">, following: Following): Promise<Owed[]> {
  const { before, after, ran, called } = following;
  const { ticketId, version } = after;
  if (!ticketId) return [];
  const lines = [...linesOf(following), ...(called?.lines ?? [])].slice(0, mostLines);
  const [had, has] = [copyOf(before), copyOf(after)];
  const isSame = lines.length === 0 && JSON.stringify(had) === JSON.stringify(has);
  if (after.parentId)
    return isSame ? [] : [owe("workflow", tellTicketOfCalled, { ticketId, instanceId: after.id, version, lines, ...has, isAtWork: isAtWork(ran.effects) })];
  const status = called?.isAtWork && after.status === "active" ? "in_progress" : ran.effects.findLast((effect) => effect.type === "ticketState")?.state;
  const data = await formDataOf(means, before, after);
  if (isSame && !status && !data) return [];
  const reason = reasonOf(ran.effects);
  const report: Report = { ticketId, version, ...(status && { status }), ...(reason !== undefined && { reason }), ...(data && { data }), lines, ...has };
  return [owe("ticket", reportProcess, report)];
}

const reasonOf = (effects: readonly Effect[]) => effects.findLast((effect) => effect.type === "ended")?.message;
const isAtWork = (effects: readonly Effect[]) => effects.some((effect) => effect.type === "ticketState" && effect.state === "in_progress");

/** With what was said by those that it called. */
function copyOf({ readers, state, trail, definition }: Subject | StoredInstance): Pick<Report, "readers" | "handlers" | "incident"> & { hides: boolean } {
  const called = Object.values(trail.called ?? {});
  const handlers = openTasks(state).flatMap(({ assignee, users, groups }) => (assignee ? [assignee] : [...users, ...groups]));
  return {
    readers,
    handlers: [...new Set([...handlers, ...called.flatMap((one) => one.handlers)])].slice(0, mostHandlers),
    incident: state?.incidents.at(-1)?.message ?? called.find((one) => one.incident !== null)?.incident ?? null,
    hides: hidesAnything(definition) || called.some((one) => one.hides),
  };
}

/** Of what was called, the ticket's timeline has what people did, not that it began and ended. */
const ownWords = new Set(["submit", "finish", "terminate", "failed", "completed", "rejected"]);

function linesOf({ before, after, ran }: Following): z.input<typeof ProcessLine>[] {
  const entries = ran.effects.flatMap((effect) => (effect.type === "timeline" ? [effect.entry] : []));
  // That it was submitted, the ticket's own first line says.
  const isTold = ({ action }: TimelineEntry) => (after.parentId ? !ownWords.has(action) : before.state !== null || action !== "submit");
  return entries.filter(isTold).map((entry) => lineOf(after, entry, ran.words));
}

function lineOf(instance: StoredInstance, entry: TimelineEntry, words: Following["ran"]["words"]): z.input<typeof ProcessLine> {
  const { at, actor, onBehalfOf, action, node, task, comment, before, after } = entry;
  return {
    at,
    actorId: actor,
    ...(onBehalfOf && { onBehalfOf }),
    action,
    ...(node && placeOf(instance, node)),
    ...(task && { taskId: uuidOf(instance.id, task) }),
    ...(comment && { comment }),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after: action === "ask" ? said(after, node, words) : after }),
  };
}

/** A node of what was called is none of the ticket's own diagram. */
function placeOf({ definition, parentId, workflowName }: StoredInstance, node: string): { node?: string; nodeName: string } {
  const nodeName = nameOf(definition, node);
  return parentId ? { nodeName: `${workflowName} · ${nodeName}` } : { node, nodeName };
}

/** Also in words: "head of 研发部". */
function said(after: Json, node: string | undefined, words: Following["ran"]["words"]): Json {
  if (typeof after !== "object" || after === null || Array.isArray(after)) return after;
  const says = node && words.get(node)?.[String(after.rule)];
  return says ? { ...after, says } : after;
}
