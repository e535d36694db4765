// What a reader can do with a drawing besides looking at it: loaded on pages that have one. Nothing is laid out again.
import { Drawing } from "./diagram";

const drawings = [...document.querySelectorAll<HTMLElement>(".dgf")].flatMap((figure) => {
  const svg = figure.querySelector<SVGSVGElement>(".dgs > svg");
  return svg ? [new Drawing(figure, svg)] : [];
});
const follow = () => drawings.forEach((d) => d.restore());
follow();
addEventListener("hashchange", follow);
