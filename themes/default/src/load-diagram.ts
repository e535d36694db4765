// What a reader can do with a drawing besides looking at it: loaded when one is near, and begun with one drawing after the other, in two steps. Nothing is
// laid out again.
import { Drawing } from "./diagram";

const drawings: Drawing[] = [];
document.addEventListener("eventatlas-drawing", (event) => {
  const figure = event.target as HTMLElement;
  const svg = figure.querySelector<SVGSVGElement>(".dgs > svg");
  if (!svg) return;
  const drawing = new Drawing(figure, svg);
  drawings.push(drawing);
  setTimeout(() => drawing.begin());
});
addEventListener("hashchange", () => drawings.forEach((d) => d.restore()));
