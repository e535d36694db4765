/** A node of a drawing: the element that shows it, the one that takes the focus, and its place in the drawing's own coordinates. */
export interface Node {
  /** The number that its classes carry. */
  index: number;
  g: SVGGElement;
  stop: SVGElement;
  kind: string;
  ref: string;
  name: string;
  /** What it is found by. */
  text: string;
  x: number;
  y: number;
  w: number;
  h: number;
  out: Edge[];
  in: Edge[];
}

/** An arrow, or a message of a sequence. */
export interface Edge {
  g: SVGGElement;
  path: SVGPathElement;
  /** What stands on it, for the search. */
  text: string;
  from: Node;
  to: Node;
}

/** A remark of a sequence, over the lines of some of its participants. */
export interface Note {
  g: SVGGElement;
  over: Node[];
}

/** What a drawing says, read from its elements: they carry n and a number for each node, which holds even where a resource is drawn twice. */
export class Graph {
  /** In the order of reading. */
  readonly nodes: Node[] = [];
  readonly edges: Edge[] = [];
  readonly notes: Note[] = [];
  private readonly byNumber = new Map<string, Node>();

  constructor(readonly svg: SVGSVGElement) {
    for (const g of svg.querySelectorAll<SVGGElement>("g.node")) this.node(g);
    for (const g of svg.querySelectorAll<SVGGElement>("g.e")) this.edge(g);
  }

  /** The node that an element is a part of. */
  at(element: EventTarget | null): Node | undefined {
    const g = (element as Element | null)?.closest?.(".node") ?? (element as Element | null)?.querySelector?.(":scope > .node");
    return g ? this.byNumber.get(number(g)) : undefined;
  }

  byRef(ref: string | null): Node | undefined {
    return this.nodes.find((n) => n.ref === ref);
  }

  /** The shortest way along the arrows; against them where there is none. */
  path(from: Node, to: Node): Edge[] {
    return shortest(from, to) ?? shortest(to, from) ?? [];
  }

  private node(g: SVGGElement): void {
    const { ref = "", x, y, w, h } = g.dataset;
    const stop = g.closest<SVGElement>("a") ?? g;
    const drawn = [...g.querySelectorAll(".name")].map((e) => e.textContent).join(" ");
    const name = (drawn.includes("…") && g.querySelector("title")?.textContent) || drawn;
    const node: Node = {
      index: Number(number(g).slice(1)), g, stop, ref, name, kind: /n-([a-z]+)/.exec(g.getAttribute("class") ?? "")?.[1] ?? "", text: (stop.getAttribute("aria-label") ?? name).toLowerCase(),
      x: Number(x), y: Number(y), w: Number(w), h: Number(h), out: [], in: [],
    };
    this.nodes.push(node);
    this.byNumber.set(number(g), node);
  }

  private edge(g: SVGGElement): void {
    if (g.classList.contains("note")) {
      this.notes.push({ g, over: numbers(g).flatMap((n) => this.byNumber.get(n) ?? []) });
      return;
    }
    const [a, b = a] = numbers(g);
    const from = this.byNumber.get(a);
    const to = this.byNumber.get(b);
    const path = g.querySelector<SVGPathElement>(".edge");
    if (!from || !to || !path) return;
    const text = [...g.querySelectorAll(".edge-label")].map((e) => e.textContent).join(" ").toLowerCase();
    const edge = { g, path, text, from, to };
    this.edges.push(edge);
    from.out.push(edge);
    to.in.push(edge);
  }
}

const numbers = (e: Element) => [...e.classList].filter((c) => /^n\d+$/.test(c));
const number = (e: Element) => numbers(e)[0];

function shortest(from: Node, to: Node): Edge[] | undefined {
  const by = new Map<Node, Edge | undefined>([[from, undefined]]);
  for (const n of by.keys()) {
    for (const e of n.out) if (!by.has(e.to)) by.set(e.to, e);
    if (by.has(to)) break;
  }
  if (!by.has(to)) return undefined;
  const path: Edge[] = [];
  for (let e = by.get(to); e; e = by.get(e.from)) path.unshift(e);
  return path;
}
