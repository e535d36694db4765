// What a reader can do with a drawing besides looking at it: loaded when one is near, and begun with one drawing after the other. Nothing is laid out
// again.
import { Drawing } from "./diagram";

const drawings: Drawing[] = [];
document.addEventListener("eventatlas-drawing", ({ target }) => {
  const figure = target as HTMLElement;
  const svg = figure.querySelector<SVGSVGElement>(".dgs > svg");
  if (!svg) return;
  const drawing = new Drawing(figure, svg);
  drawings.push(drawing);
  drawing.restore();
});
addEventListener("hashchange", () => drawings.forEach((d) => d.restore()));
