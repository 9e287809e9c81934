import type { Definition } from "../../../../shared/process";
import { boxOf } from "../shapes";

/** The zoom at which names are read with ease. */
export const legible = 0.6;

/** What a drawing shows first in so much room: all of it, or, where that could not be read, how it begins. */
export function firstSight(definition: Definition, room: number): { id: string }[] | undefined {
  const boxes = definition.nodes.map((node) => ({ id: node.id, ...boxOf(node, definition) }));
  const left = Math.min(...boxes.map(({ x }) => x));
  const seen = boxes.filter(({ x, width }) => x + width - left <= (0.9 * room) / legible);
  return seen.length === 0 || seen.length === boxes.length ? undefined : seen;
}
