// A parallel split joined by an exclusive gateway would go on once for each branch.
import type { Checking } from "./checking";

export function checkExclusiveJoins({ definition, graph, report }: Checking): void {
  const joined = new Set<string>();
  for (const split of definition.nodes) {
    if (split.type !== "parallelGateway" || graph.outgoing(split.id).length < 2) continue;
    const branchesOf = new Map<string, Set<number>>();
    graph.outgoing(split.id).forEach((flow, branch) => {
      follow(flow.id, branch);
    });
    for (const node of definition.nodes) {
      if (node.type !== "exclusiveGateway") continue;
      const arriving = graph.incoming(node.id).map((flow) => branchesOf.get(flow.id) ?? new Set<number>());
      const apart = arriving.some((a) => arriving.some((b) => !within(a, b) && !within(b, a)));
      if (apart) joined.add(node.id);
    }

    /** Marks the flows of a branch, up to the gateways that may join it. */
    function follow(flowId: string, branch: number): void {
      const pending = [flowId];
      for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
        const branches = branchesOf.get(id) ?? new Set();
        if (branches.has(branch)) continue;
        branchesOf.set(id, branches.add(branch));
        const to = graph.nodes.get(graph.flows.get(id)?.to ?? "");
        const joins = (to?.type === "parallelGateway" || to?.type === "inclusiveGateway") && graph.incoming(to.id).length > 1;
        if (to && !joins && to.id !== split.id) pending.push(...graph.after(to.id).map((flow) => flow.id));
      }
    }
  }
  for (const id of joined)
    report(id, "joined-exclusively", "Branches of a parallel gateway meet here; an exclusive gateway goes on once for each. Join them by a parallel one.");
}

const within = (a: ReadonlySet<number>, b: ReadonlySet<number>) => [...a].every((branch) => b.has(branch));
