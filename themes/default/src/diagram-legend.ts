import { oneStop } from "./diagram-bar";
import type { Light } from "./diagram-light";

/** Makes buttons of the entries of a drawing's legend: each shows what it stands for and lets the rest step back. */
export function legend(svg: SVGSVGElement, light: Light, label: string, changed: () => void): SVGGElement[] {
  const box = svg.querySelector<SVGGElement>(".legend");
  if (!box) return [];
  const entries = [...box.querySelectorAll<SVGGElement>(":scope > g")];
  // All are measured before any is changed.
  const boxes = entries.map((g) => g.getBBox());
  box.removeAttribute("aria-hidden");
  box.role = "group";
  box.ariaLabel = label;
  entries.forEach((g, i) => {
    const key = keyOf(g);
    light.signs.set(key, signOf(g, key));
    g.dataset.sign = key;
    g.role = "button";
    widen(g, boxes[i]);
    const press = () => {
      if (!light.only.delete(key)) light.only.add(key);
      changed();
    };
    g.addEventListener("click", press);
    g.addEventListener("keydown", (e) => {
      if (e.key !== "Enter" && e.key !== " ") return;
      e.preventDefault();
      press();
    });
  });
  oneStop(box, entries);
  return entries;
}

const lineOf = (g: Element) => g.querySelector(".line");
const keyOf = (g: Element) => [...(lineOf(g) ?? g).classList].filter((c) => c !== "line").join("-").replace(/^n-/, "") || "async";

function signOf(g: Element, key: string) {
  if (!lineOf(g)) return { node: (n: { kind: string }) => n.kind === key, edge: () => false };
  const has = (e: Element) => (key === "async" ? !e.matches(".sync, .feedback") : e.classList.contains(key));
  return { node: (n: { g: Element }) => key !== "async" && has(n.g), edge: (e: { path: Element }) => has(e.path) };
}

/** Gives an entry a place to press that is large enough for a finger. */
function widen(g: SVGGElement, box: DOMRect): void {
  const hit = document.createElementNS(g.namespaceURI, "rect");
  const place = { x: box.x - 6, y: box.y + box.height / 2 - 12, width: box.width + 12, height: 24, rx: 6 };
  for (const [name, value] of Object.entries(place)) hit.setAttribute(name, String(value));
  hit.setAttribute("class", "hit");
  g.prepend(hit);
}
