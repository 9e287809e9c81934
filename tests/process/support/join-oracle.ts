// BPMN 2.0.2 §13.3.3, read aloud: every path is walked, nothing is shared with the engine.
export type Arc = { id: string; from: string; to: string };
export type Picture = {
  arcs: readonly Arc[];
  /** Boundary event → its activity. */
  edges: Readonly<Record<string, string>>;
};
export type Tokens = { nodes: readonly string[]; flows: readonly string[] };

/** Arcs by which a token in this node may leave: its own, and those of the events on its edge. */
const waysOut = ({ arcs, edges }: Picture, node: string) => arcs.filter((arc) => arc.from === node || edges[arc.from] === node);

/** Whether a path that begins with `arc` ends with one of `goals`, without visiting `join` on its way. */
function isPath(picture: Picture, arc: Arc, goals: readonly string[], join: string, walked: readonly string[] = []): boolean {
  if (goals.includes(arc.id)) return true;
  if (arc.to === join || walked.includes(arc.id)) return false;
  return waysOut(picture, arc.to).some((next) => isPath(picture, next, goals, join, [...walked, arc.id]));
}

export function mayFire(picture: Picture, join: string, tokens: Tokens): boolean {
  const incoming = picture.arcs.filter((arc) => arc.to === join).map((arc) => arc.id);
  const nonEmpty = incoming.filter((id) => tokens.flows.includes(id));
  const empty = incoming.filter((id) => !tokens.flows.includes(id));
  if (nonEmpty.length === 0) return false;
  const starts: Arc[][] = [
    ...tokens.nodes.map((node) => waysOut(picture, node)),
    ...tokens.flows.filter((id) => !incoming.includes(id)).map((id) => picture.arcs.filter((arc) => arc.id === id)),
  ];
  const reaches = (arcs: Arc[], goals: string[]) => arcs.some((arc) => isPath(picture, arc, goals, join));
  const isBlocked = starts.some((arcs) => reaches(arcs, empty) && !reaches(arcs, nonEmpty));
  return !isBlocked;
}
