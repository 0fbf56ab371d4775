/**
 * The circles of a graph, one for each set of nodes that reach one another (Tarjan 1972, "Depth-first search
 * and linear graph algorithms"), as a path that begins and ends with the same node.
 */
export function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const groups: Set<string>[] = [];

  const visit = (node: string): void => {
    order.set(node, order.size);
    lowest.set(node, order.size - 1);
    open.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!graph.has(next)) continue;
      if (!order.has(next)) visit(next);
      if (open.includes(next)) lowest.set(node, Math.min(lowest.get(node) ?? 0, lowest.get(next) ?? 0));
    }
    if (lowest.get(node) !== order.get(node)) return;
    const group = new Set(open.splice(open.indexOf(node)));
    if (group.size > 1 || (graph.get(node) ?? []).includes(node)) groups.push(group);
  };
  for (const node of graph.keys()) if (!order.has(node)) visit(node);
  return groups.map((group) => circleIn(group, graph));
}

/** Follow any way inside the group until a node comes again; the part between is a circle. */
function circleIn(group: ReadonlySet<string>, graph: ReadonlyMap<string, readonly string[]>): string[] {
  const way: string[] = [];
  let at = [...group].sort()[0] ?? "";
  while (!way.includes(at)) {
    way.push(at);
    at = (graph.get(at) ?? []).find((next) => group.has(next)) ?? "";
  }
  return [...way.slice(way.indexOf(at)), at];
}
