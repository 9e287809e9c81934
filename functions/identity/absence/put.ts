import { type Absence, type AbsenceInput, mostAbsences, putAbsence, putMyAbsence } from "../../../shared/contract/absence";
import type { Database } from "../../db";
import { now } from "../../kit/clock";
import { endpoint } from "../../kit/endpoint";
import { newId } from "../../kit/ids";
import { again, missing, refused, stale } from "../again";
import { changeAbsence, type Facts, factsOf, insertAbsence } from "./queries";

export const putMine = endpoint(putMyAbsence, ({ actor, body, db }) => put(db, actor.tenantId, actor.userId, body));
export const putFor = endpoint(putAbsence, ({ actor, params, body, db }) => put(db, actor.tenantId, params.id, body));

/** Two who become each other's substitute at once, or one person's two overlapping periods, meet at the directory's revision. */
function put(db: Database, tenantId: string, userId: string, body: AbsenceInput): Promise<Absence> {
  const id = newId();
  return again(async () => {
    const facts = await factsOf(db, tenantId, userId, body);
    refuse(facts, userId, body);
    if (body.id === undefined) return insertAbsence(db, tenantId, { ...body, id, userId }, facts.revision);
    return changeAbsence(db, tenantId, { ...body, id: body.id, userId }, facts.revision);
  });
}

/** Throws what speaks against it. */
function refuse(facts: Facts, userId: string, { id, version, from, to, substituteId }: AbsenceInput): void {
  if (!facts.known) throw missing("user");
  if (id !== undefined && !facts.before) throw missing("absence");
  if (id !== undefined && facts.before?.version !== version) throw stale("absence");
  if (Date.parse(to) <= Date.parse(from)) throw refused("invalid-input", "to", "Must be after `from`.", "order");
  if (Date.parse(to) <= now()) throw refused("invalid-input", "to", "It is over already.", "over");
  if (!facts.substitute || facts.substitute.kind === "program") throw refused("invalid-input", "substituteId", "There is no such person.", "not-found");
  if (substituteId === userId) throw refused("invalid-input", "substituteId", "Nobody stands in for themselves.", "self");
  if (!facts.substitute.active) throw refused("invalid-input", "substituteId", "This person was deactivated.", "deactivated");
  if (facts.overlaps) throw refused("conflict", "from", "There is another absence in this time. Change that one, or take it back.", "overlap");
  if (facts.substituteAway) throw refused("conflict", "substituteId", "They are away themselves in this time. Name somebody else.", "substitute-away");
  if (facts.planned >= mostAbsences) throw refused("conflict", "from", `Nobody plans more than ${mostAbsences} absences.`, "too-many");
}
