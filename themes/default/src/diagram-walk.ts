import type { Graph, Node } from "./diagram-graph";

const middle = (n: Node) => [n.x + n.w / 2, n.y + n.h / 2];

function nearest(from: Node, nodes: Node[]): Node | undefined {
  const [x, y] = middle(from);
  const far = (n: Node) => Math.hypot(middle(n)[0] - x, 2 * (middle(n)[1] - y));
  return nodes.filter((n) => n !== from).sort((a, b) => far(a) - far(b))[0];
}

/**
 * The node that an arrow key leads to. Left and right follow the edges: to what is connected on that side, else, as at the end of a row and on the
 * way back of a loop, to where an arrow leads or comes from. Up and down stay in the column.
 */
export function next(graph: Graph, from: Node, key: string): Node | undefined {
  const out = from.out.map((e) => e.to);
  const into = from.in.map((e) => e.from);
  const all = [...out, ...into];
  const aside = (n: Node) => middle(n)[0] - middle(from)[0];
  const column = graph.nodes.filter((n) => Math.abs(aside(n)) < from.w / 2);
  switch (key) {
    case "ArrowRight":
      return nearest(from, all.filter((n) => aside(n) >= from.w / 2)) ?? nearest(from, out);
    case "ArrowLeft":
      return nearest(from, all.filter((n) => aside(n) <= -from.w / 2)) ?? nearest(from, into);
    case "ArrowDown":
      return nearest(from, column.filter((n) => n.y > from.y));
    case "ArrowUp":
      return nearest(from, column.filter((n) => n.y < from.y));
  }
  return undefined;
}

/** The link of a message before or behind the one that has the focus. */
export function nextMessage(svg: SVGSVGElement, link: Element, key: string): SVGElement | undefined {
  const links = [...svg.querySelectorAll<SVGElement>(".e a")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[key] ?? 0;
  return links[links.indexOf(link as SVGElement) + step];
}
