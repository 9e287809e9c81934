export type Needing = { key: string; needs: readonly string[] };

/** Each after what it needs, and otherwise as given. A cycle is cut where it closes, and told. */
export function inOrder<Node extends Needing>(nodes: readonly Node[]): { order: Node[]; cycles: string[][] } {
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  const done = new Set<Node>();
  const order: Node[] = [];
  const cycles: string[][] = [];
  const open: string[] = [];
  const visit = (node: Node): void => {
    if (done.has(node)) return;
    const start = open.indexOf(node.key);
    if (start >= 0) {
      cycles.push(open.slice(start));
      return;
    }
    open.push(node.key);
    for (const key of node.needs) {
      const needed = byKey.get(key);
      if (needed) visit(needed);
    }
    open.pop();
    done.add(node);
    order.push(node);
  };
  for (const node of nodes) visit(node);
  return { order, cycles };
}
