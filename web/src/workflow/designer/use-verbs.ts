import type { Definition } from "../../../../shared/process/definition";
import { useWords } from "../../i18n";
import { toast } from "../../ui/toaster";
import { kindWords } from "../kind-words";
import { type Kind, kinds } from "../kinds";
import { isActivity, isRoom, type Spot } from "../shapes";
import { designerWords, noWayWords } from "../words";
import { addBoundary, addInside, appendNode, firstDefinition } from "./append";
import { addNode, connect, nodeOf, remove, whyNot } from "./draft";
import { fitRooms, hostAt, type Moves, roomAt, settle } from "./move";

type Drawing = {
  definition: Definition;
  change: (next: Definition, tag?: string) => void;
  selected: readonly string[];
  select: (ids: readonly string[]) => void;
  /** To who can't see what the picture shows. */
  announce: (text: string) => void;
  undo: () => void;
  /** So that all of it is in view. */
  lookAnew: () => void;
};

/** What is done to a drawing, by canvas, palette and panel alike: each makes one change, says what became of it, and why where it can't be. */
export function useVerbs({ definition, change, selected, select, announce, undo, lookAnew }: Drawing) {
  const t = useWords(designerWords);
  const noWay = useWords(noWayWords);
  const names = useWords(kindWords);
  const added = ({ definition: next, id }: { definition: Definition; id: string }, kind: Kind) => {
    change(next);
    select([id]);
    announce(t.added(names[kind]));
  };
  const nameFor = (kind: Kind) => (kinds[kind].group === "tasks" ? (kind === "userTask" ? t.approval : names[kind]) : "");

  const attach = (kind: Kind, host: string, at?: Spot) => {
    const node = nodeOf(definition, host);
    if (node) added(addBoundary(definition, kind, "", node, at), kind);
  };
  const inside = (kind: Kind, room: string) => {
    const node = nodeOf(definition, room);
    if (node) added(addInside(definition, kind, nameFor(kind), node), kind);
  };
  const append = (kind: Kind, from: string) => {
    const node = nodeOf(definition, from);
    if (node) added(appendNode(definition, kind, nameFor(kind), node), kind);
  };
  const drop = (kind: Kind, spot: Spot) => {
    if (kinds[kind].group !== "boundaries") {
      const next = addNode(definition, kind, nameFor(kind), spot, roomAt(definition, spot)?.id);
      return added({ ...next, definition: fitRooms(next.definition) }, kind);
    }
    const host = hostAt(definition, spot);
    if (host) attach(kind, host.id, spot);
    else toast(t.needsHost, { kind: "failed" });
  };
  const moved = (moves: Moves, tag?: string) => {
    const next = settle(definition, moves);
    change(next.definition, tag);
    if (next.cut > 0) toast(t.cut(next.cut), { action: { label: t.undo, run: undo } });
  };
  const only = selected.length === 1 ? nodeOf(definition, selected[0] ?? "") : undefined;
  /** By a click: after what is selected, else beside all there is. */
  const add = (kind: Kind) => {
    if (kinds[kind].group === "boundaries") return only && isActivity(only.type) ? attach(kind, only.id) : toast(t.needsHost, { kind: "failed" });
    if (only && isRoom(only.type) && kind === "start") return inside(kind, only.id);
    if (only && only.type !== "endEvent" && kind !== "start") return append(kind, only.id);
    const xs = Object.values(definition.layout.nodes).map(({ x }) => x);
    drop(kind, { x: (xs.length > 0 ? Math.max(...xs) + 200 : 0) + 120, y: 200 });
  };
  const link = (from: string, to: string) => {
    const reason = whyNot(definition, from, to);
    if (reason) toast(noWay[reason], { kind: "failed" });
    else change(connect(definition, from, to).definition);
  };
  const take = (ids: readonly string[]) => {
    change(remove(definition, ids));
    select([]);
    announce(t.removed);
  };
  const tidy = async () => {
    const { autoLayout } = await import("./auto-layout");
    change(autoLayout(definition));
    lookAnew();
  };
  const begin = () => {
    change(firstDefinition(definition, { start: names.start, task: t.approval, end: names.end }));
    lookAnew();
  };
  return { attach, inside, append, drop, moved, add, link, take, tidy, begin };
}
