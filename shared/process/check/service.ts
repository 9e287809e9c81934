import type { NodeOf } from "../definition";
import { leadsNowhere } from "./address";
import type { Checking } from "./checking";
import { checkParticipant } from "./people";

/** Of a service task: what to do, in expressions that parse, and waits that can be counted. */
export function checkService({ id, connector, backoff }: NodeOf<"serviceTask">, checking: Checking): void {
  const { report, expression, template, time } = checking;
  for (const wait of backoff) time(id, "duration", wait, { plain: true });
  if (!connector) {
    report(id, "incomplete", "It does not say what to do.");
    return;
  }
  if (connector.type === "setFields") for (const source of Object.values(connector.fields)) expression(id, source);
  if (connector.type === "notify") {
    if (connector.subject.trim() === "") report(id, "no-subject", "Its notification has no subject.");
    if (connector.text.trim() === "") report(id, "no-text", "Its notification has no text.");
    for (const text of [connector.subject, connector.text]) template(id, text);
    for (const participant of connector.to) checkParticipant(id, participant, checking);
  }
  if (connector.type === "http") {
    if (leadsNowhere(connector)) report(id, "incomplete", "It has no address to call.");
    for (const text of [connector.url, ...Object.values(connector.headers)]) template(id, text);
    if (connector.body) expression(id, connector.body);
  }
}
