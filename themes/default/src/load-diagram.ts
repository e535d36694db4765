// What a reader can do with a drawing besides looking at it: loaded when one is near, and begun with one drawing after the other. Nothing is laid out
// again. The event carries how to go on: step by step while the browser has time for it, or at once.
import { Drawing } from "./diagram";

const drawings: Drawing[] = [];
document.addEventListener("eventatlas-drawing", (event) => {
  const { target, detail: then } = event as CustomEvent<(f: () => void) => void>;
  const figure = target as HTMLElement;
  const svg = figure.querySelector<SVGSVGElement>(".dgs > svg");
  if (!svg) return;
  const drawing = new Drawing(figure, svg);
  drawings.push(drawing);
  then(() => drawing.begin());
});
addEventListener("hashchange", () => drawings.forEach((d) => d.restore()));
