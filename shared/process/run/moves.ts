// Makes the moves of a step, one by one, until everything waits.
import type { NodeType } from "../definition";
import type { Kind } from "../elements/kind";
import { multiInstanceOf } from "../elements/loop";
import type { Element } from "../state";
import { complete, create } from "./element";
import { finish } from "./finish";
import { attempt, raise } from "./incident";
import { arriveAtJoin, fireInclusive, joinsAs, reportStarved } from "./joins";
import { createItem, enterBody, itemDone } from "./multi-instance";
import { findElement, type Move, nodeOf, type Run } from "./run";
import { deliverKept } from "./trigger";

/** Elements that may be entered, and times that one step may ask for its people, before something comes from outside. */
const mostEntered = 1_000;
const mostAsked = 20;

export function makeMoves(run: Run): void {
  while (run.state.status === "active") {
    const move = run.agenda.shift();
    if (move) make(run, move);
    else if (!deliverKept(run) && !fireInclusive(run) && !finishScope(run)) break;
  }
  if (run.state.status === "active") reportStarved(run);
}

function make(run: Run, move: Move): void {
  if (move.do === "arrive") return void arrive(run, move);
  if (move.do === "enter") return void enter(run, move);
  if (move.do === "itemDone") return void itemDone(run, move.body, move.output);
  const item = createItem(run, move.body);
  if (item) begin(run, item);
}

function arrive(run: Run, { flow, scope, past }: Extract<Move, { do: "arrive" }>): void {
  const to = run.graph.flows.get(flow)?.to;
  if (to === undefined) return;
  run.effects.push({ type: "path", element: "", node: to, flow });
  if (joinsAs(run, to)) arriveAtJoin(run, to, { flow, scope, past });
  else run.agenda.push({ do: "enter", node: to, scope, past });
}

function enter(run: Run, { node, scope, past, caught, returnTo }: Extract<Move, { do: "enter" }>): void {
  const element = create(run, { node, scope, past, ...(returnTo ? { returnTo } : {}) });
  if (caught) attempt(run, element, "complete", () => complete(run, element));
  else begin(run, element);
}

function begin(run: Run, element: Element): void {
  run.effects.push({ type: "path", element: element.id, node: element.node });
  closeWithdrawal(run, element.node);
  if (circles(run, element)) raise(run, element, "enter", { code: "too-many-steps", message: "A loop in which nothing is waited for." });
  else activate(run, element);
}

/** Also where people are asked each time, and each time it turns out that nobody has to be. */
function circles({ state: { burst }, graph }: Run, { node, role }: Element): boolean {
  burst.entered += 1;
  if (role !== "item" && graph.nodes.get(node)?.type === "userTask") burst.asked[node] = (burst.asked[node] ?? 0) + 1;
  return burst.entered > mostEntered || (burst.asked[node] ?? 0) > mostAsked;
}

function closeWithdrawal(run: Run, node: string): void {
  const { withdrawUntil } = run.definition.settings;
  if (withdrawUntil.type === "node" && withdrawUntil.node === node) run.state.withdrawClosed = true;
}

/** Lets an element do what it is for; also after an incident. */
export function activate(run: Run, element: Element): void {
  attempt(run, element, "enter", () => {
    const node = nodeOf(run, element.node);
    const loop = element.role === "item" ? undefined : multiInstanceOf(node);
    if (loop) return enterBody(run, element, loop);
    (run.kinds[node.type] as Kind<NodeType>).enter(run, element, node);
  });
}

/** A sub-process in which nothing is left goes on; the process itself is done. */
function finishScope(run: Run): boolean {
  const { elements, tokens } = run.state;
  if (elements.length === 0 && tokens.length === 0) {
    finish(run, "completed");
    return true;
  }
  const holders = new Set([...elements.map((element) => element.scope), ...tokens.map((token) => token.scope)]);
  const done = elements.find(
    (it) => it.phase === "ACTIVATED" && it.role !== "body" && !it.heldBy && nodeOf(run, it.node).type === "subProcess" && !holders.has(it.id),
  );
  if (!done || !findElement(run, done.id)) return false;
  attempt(run, done, "complete", () => complete(run, done));
  return true;
}
