import { sql } from "drizzle-orm";
import { actorId, isAgent } from "../../shared/contract/actor";
import { Problem } from "../../shared/contract/problem";
import { addComment, type Comment, listComments } from "../../shared/contract/ticket";
import { date } from "../kit/clock";
import { decodeCursor, pageOfRows } from "../kit/cursor";
import { endpoint } from "../kit/endpoint";
import { newId } from "../kit/ids";
import { changeTicket, tell } from "./change";
import { requireUsers } from "./people";
import { pageComments, readableTicket, readersAmong } from "./queries";

export const comments = endpoint(listComments, async ({ actor, params, query, ...means }) => {
  await readableTicket(means, actor, params.id);
  const after = decodeCursor(query.cursor, ["uuid"])?.[0];
  return pageOfRows(await pageComments(means.db, actor, params.id, { after: after?.toString(), limit: query.limit + 1 }), query.limit, ({ id }) => [id]);
});

export const comment = endpoint(addComment, async ({ actor, params, body, ...means }) => {
  const ticket = await readableTicket(means, actor, params.id);
  if (body.internal && !isAgent(actor)) throw new Problem("not-allowed", "Only agents talk internally.");
  const named = await requireUsers(
    means.ask,
    actor,
    body.mentions.map((id, index) => ({ id, path: `/body/mentions/${index}` })),
  );
  const said: Comment = { id: newId(), authorId: actorId(actor), createdAt: date().toISOString(), ...body, mentions: [...new Set(body.mentions)] };
  const agents = new Set(named.filter(({ roles }) => roles.some((role) => role !== "requester")).map(({ id }) => id));
  // An internal comment is not for the requester, mentioned or not; a mention says more than "somebody commented".
  const hears = (id: string | null) => id !== null && !(body.internal && id === ticket.requesterId);
  // Whoever may not read the ticket is not told its title either.
  const participants = ticket.process && !body.internal ? await readersAmong(means.db, actor.tenantId, ticket.id, said.mentions) : [];
  const mentioned = said.mentions.filter((id) => hears(id) && (agents.has(id) || id === ticket.requesterId || participants.includes(id)));
  const others = [ticket.requesterId, ticket.assigneeId].filter((id) => hears(id) && !mentioned.includes(id as string));
  const { pending } = await changeTicket(
    means,
    actor,
    {
      ticket,
      action: "commented",
      comment: said.text,
      internal: said.internal,
      owed: [...tell(actor, ticket, "ticket.mentioned", mentioned), ...tell(actor, ticket, "ticket.commented", others)],
      also: sql`kept as (insert into ticket_comment (tenant_id, ticket_id, id, author_id, text, internal, mentions, created_at)
        select t.tenant_id, t.id, ${said.id}::uuid, ${said.authorId}::uuid, ${said.text}, ${said.internal}, ${JSON.stringify(said.mentions)}::jsonb, ${said.createdAt}::timestamptz from changed t)`,
    },
    { keepsVersion: true },
  );
  return { ...said, ...(pending && { pending }) };
});
