import type { Graph } from "./diagram-graph";

/** The drawing in the language of Mermaid. */
export function mermaid(graph: Graph): string {
  const lines = graph.svg.querySelector(".lifeline") ? sequence(graph) : flowchart(graph);
  return lines.join("\n") + "\n";
}

const quoted = (s: string) => s.replace(/[#"<>`;]/g, (c) => `#${c.charCodeAt(0)};`).replace(/\s+/g, " ").trim();
const condition = (t: Element | undefined) => quoted((t?.textContent ?? "").replace(/^\[|\]$/g, ""));
const textOf = (e: Element, selector: string) => [...e.querySelectorAll(selector)].map((t) => t.textContent).join(" ");

/** The shapes that Mermaid has for the kinds that are not drawn as rectangles. */
const shapes: Record<string, [string, string]> = {
  event: ["([", "])"], command: [">", "]"], query: ["{{", "}}"], store: ["[(", ")]"], actor: ["(", ")"], more: ["([", "])"], channel: ["[[", "]]"],
};

function flowchart(graph: Graph): string[] {
  const id = new Map(graph.nodes.map((n, i) => [n, `n${i}`]));
  const lines = ["flowchart LR"];
  const boxes = [...graph.svg.querySelectorAll<SVGGElement>(".group")].map((g) => {
    const [x, y, w, h] = [g.dataset.x, g.dataset.y, g.dataset.w, g.dataset.h].map(Number);
    return { name: textOf(g, ".group-name"), x, y, w, h };
  });
  /** The innermost box around a place is the smallest one. */
  const around = (x: number, y: number, size: number) =>
    boxes.filter((b) => b.x <= x && x <= b.x + b.w && b.y <= y && y <= b.y + b.h && b.w * b.h > size).sort((a, b) => a.w * a.h - b.w * b.h)[0];
  const write = (inside: (typeof boxes)[0] | undefined, indent: string) => {
    for (const n of graph.nodes) {
      if (around(n.x + n.w / 2, n.y + n.h / 2, 0) !== inside) continue;
      const [open, close] = shapes[n.kind] ?? ["[", "]"];
      lines.push(`${indent}${id.get(n)}${open}"${quoted(n.name)}"${close}`);
    }
    boxes.forEach((b, i) => {
      if (around(b.x + b.w / 2, b.y + b.h / 2, b.w * b.h) !== inside) return;
      lines.push(`${indent}subgraph g${i}["${quoted(b.name)}"]`);
      write(b, indent + "  ");
      lines.push(`${indent}end`);
    });
  };
  write(undefined, "  ");
  for (const e of graph.edges) {
    const arrow = e.path.matches(".dashed, .feedback") ? "-.->" : "-->";
    lines.push(`  ${id.get(e.from)} ${arrow}|"${quoted(textOf(e.g, ".edge-label") || (e.path.dataset.relation ?? ""))}"| ${id.get(e.to)}`);
  }
  return lines;
}

function sequence(graph: Graph): string[] {
  const id = new Map(graph.nodes.map((n, i) => [n, `p${i}`]));
  const lines = ["sequenceDiagram"];
  for (const n of graph.nodes) lines.push(`  ${n.kind === "actor" ? "actor" : "participant"} ${id.get(n)} as ${quoted(n.name)}`);
  const rows = [...frames(graph.svg)];
  for (const e of graph.edges) {
    const arrow = (e.path.matches(".dashed") ? "--" : "-") + (e.path.matches(".sync") ? ">>" : ")");
    rows.push({ y: e.path.getPointAtLength(0).y, text: `${id.get(e.from)}${arrow}${id.get(e.to)}: ${quoted(textOf(e.g, ".edge-label") || (e.path.dataset.relation ?? ""))}` });
  }
  for (const n of graph.notes) {
    const ends = [...new Set([n.over[0], n.over[n.over.length - 1]])];
    rows.push({ y: n.g.getBBox().y, text: `Note over ${ends.map((o) => id.get(o)).join(",")}: ${quoted(n.g.querySelector("title")?.textContent || textOf(n.g, ".note-text"))}` });
  }
  rows.sort((a, b) => a.y - b.y);
  return [...lines, ...rows.map((row) => "  " + row.text)];
}

/** A line of the sequence, and how far down it belongs. */
interface Row {
  y: number;
  text: string;
}

/** Where frames begin, have another branch and end. */
function frames(svg: SVGSVGElement): Row[] {
  const rows: Row[] = [];
  for (const f of svg.querySelectorAll<SVGGElement>(".frame")) {
    const box = f.querySelector<SVGRectElement>(".frame-box");
    if (!box) continue;
    const top = box.y.baseVal.value;
    const kind = textOf(f, ".frame-kind").toLowerCase();
    const also = { alt: "else", par: "and", critical: "option" }[kind];
    const [first, ...rest] = f.querySelectorAll<SVGTextElement>(".frame-text");
    rows.push({ y: top, text: `${kind} ${condition(first)}` }, { y: top + box.height.baseVal.value, text: "end" });
    if (also) for (const t of rest) rows.push({ y: t.y.baseVal[0].value - 13, text: `${also} ${condition(t)}` });
  }
  return rows;
}

/** What a drawing takes from the stylesheet, and what it has without one. */
const look: Record<string, string> = {
  fill: "rgb(0, 0, 0)", stroke: "none", "stroke-width": "1px", "stroke-dasharray": "none", "stroke-linecap": "butt", "stroke-linejoin": "miter", opacity: "1",
};
const face: Record<string, string> = { "font-size": "", "font-weight": "400", "font-style": "normal", "letter-spacing": "normal", "text-decoration-line": "none" };

/** The drawing as a file of its own: with the look that the page gives it, and links that lead somewhere from anywhere. */
export function standalone(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const some = svg.classList.contains("some");
  // Without what is dimmed now, and at once.
  svg.classList.add("still");
  svg.classList.remove("some");
  const twins = copy.querySelectorAll<SVGElement>("*");
  svg.querySelectorAll<SVGElement>("*").forEach((e, i) => dress(twins[i], e));
  const page = getComputedStyle(svg.closest(".dgf") ?? svg).backgroundColor;
  copy.setAttribute("font-family", getComputedStyle(svg).fontFamily);
  svg.classList.toggle("some", some);
  svg.classList.remove("still");
  for (const hit of copy.querySelectorAll(".hit")) hit.remove();
  for (const e of copy.querySelectorAll("[tabindex]")) for (const name of ["tabindex", "aria-pressed", "role"]) e.removeAttribute(name);
  copy.removeAttribute("style");
  for (const e of [copy, ...twins]) e.classList.remove("some", "lit", "way", "end");
  copy.querySelector(".legend")?.removeAttribute("aria-label");
  copy.querySelector(".legend")?.setAttribute("aria-hidden", "true");
  const ground = document.createElementNS(svg.namespaceURI, "rect");
  for (const [name, value] of Object.entries({ width: "100%", height: "100%", fill: page })) ground.setAttribute(name, value);
  copy.insertBefore(ground, copy.querySelector(":scope > :not(title, desc)"));
  return new XMLSerializer().serializeToString(copy) + "\n";
}

function dress(copy: SVGElement, e: SVGElement): void {
  const href = e.getAttribute("href");
  if (href !== null) {
    if (location.protocol === "file:") copy.removeAttribute("href");
    else copy.setAttribute("href", new URL(href, location.href).href);
  }
  const text = e instanceof SVGTextElement;
  if (!text && !(e instanceof SVGGeometryElement)) return;
  const style = getComputedStyle(e);
  for (const [name, usual] of Object.entries(text ? { ...look, ...face } : look)) {
    const value = style.getPropertyValue(name);
    if (value !== usual) copy.setAttribute(name === "text-decoration-line" ? "text-decoration" : name, value);
  }
}

/** Hands a text over as a file. */
export function download(text: string, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
