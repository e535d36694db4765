import type { Edge, Graph, Node } from "./diagram-graph";

/** One sign of the legend, by which nodes or edges are chosen. */
export interface Sign {
  node(n: Node): boolean;
  edge(e: Edge): boolean;
}

/** What of a drawing is bright while the rest steps back: what was searched, kinds that were chosen, the way between two nodes. */
export class Light {
  query = "";
  readonly signs = new Map<string, Sign>();
  readonly only = new Set<string>();
  from?: Node;
  to?: Node;
  /** The links of what was found: of nodes, then of messages. */
  found: SVGElement[] = [];
  private readonly sequence: boolean;
  /** The edges between the two chosen nodes. */
  way: Edge[] = [];

  constructor(private readonly graph: Graph) {
    this.sequence = !!graph.svg.querySelector(".lifeline");
  }

  /** How much there is to find. */
  get all(): number {
    return this.graph.nodes.length + this.graph.edges.filter((e) => e.text).length;
  }

  get on(): boolean {
    return !!(this.query || this.only.size || this.from);
  }

  clear(): void {
    this.query = "";
    this.only.clear();
    this.from = this.to = undefined;
  }

  /** Shows what is chosen now. */
  show(): void {
    const { nodes, edges } = this.choose();
    this.paint(this.on ? nodes : undefined, edges);
    for (const n of this.graph.nodes) n.g.classList.toggle("end", n === this.from || n === this.to);
    for (const e of this.graph.edges) e.g.classList.toggle("way", this.way.includes(e));
  }

  /** Shows the neighbours of a node, until show() is called. */
  near(n: Node): void {
    const edges = new Set([...n.in, ...n.out]);
    this.paint(new Set([n, ...[...edges].flatMap((e) => [e.from, e.to])]), edges);
  }

  private choose(): { nodes: Set<Node>; edges: Set<Edge> } {
    this.way = this.from && this.to ? this.graph.path(this.from, this.to) : [];
    if (this.from) {
      const nodes = this.way.length ? this.way.flatMap((e) => [e.from, e.to]) : this.to ? [this.from, this.to] : this.graph.nodes;
      return { nodes: new Set(nodes), edges: new Set(this.to ? this.way : this.graph.edges) };
    }
    const signs = [...this.only].flatMap((key) => this.signs.get(key) ?? []);
    const words = this.query.toLowerCase().split(/\s+/).filter(Boolean);
    const asked = (text: string) => words.every((w) => text.includes(w));
    const chosen = this.graph.edges.filter((e) => signs.some((s) => s.edge(e)));
    const ends = new Set(chosen.flatMap((e) => [e.from, e.to]));
    const nodes = new Set(this.graph.nodes.filter((n) => (!signs.length || ends.has(n) || signs.some((s) => s.node(n))) && asked(n.text)));
    const told = words.length ? this.graph.edges.filter((e) => (!signs.length || chosen.includes(e)) && e.text && asked(e.text)) : [];
    // In a sequence a participant stands for what it tells and is told.
    const joins = (e: Edge) => (this.sequence && words.length ? nodes.has(e.from) || nodes.has(e.to) : nodes.has(e.from) && nodes.has(e.to));
    const edges = this.graph.edges.filter((e) => told.includes(e) || (joins(e) && (!chosen.length || chosen.includes(e) || signs.some((s) => s.node(e.from)))));
    this.found = [...[...nodes].map((n) => n.stop), ...told.map((e) => e.g.querySelector<SVGElement>("a") ?? e.from.stop)];
    return { nodes: new Set([...nodes, ...told.flatMap((e) => [e.from, e.to])]), edges: new Set(edges) };
  }

  private paint(nodes: Set<Node> | undefined, edges: Set<Edge>): void {
    this.graph.svg.classList.toggle("some", !!nodes);
    for (const n of this.graph.nodes) n.g.classList.toggle("lit", !!nodes?.has(n));
    for (const e of this.graph.edges) e.g.classList.toggle("lit", !!nodes && edges.has(e));
    for (const n of this.graph.notes) n.g.classList.toggle("lit", n.over.some((o) => nodes?.has(o)));
  }
}
