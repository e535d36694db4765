import { idle, load, used } from "./load";

/**
 * Brings the script for drawings, once the page is used, to those that are less than a screen away, one by one while the browser has nothing else to do, and to one
 * that the address names.
 */
export function drawings(): void {
  const figures = [...document.querySelectorAll<HTMLElement>(".dgf")];
  const begun = new Set<Element>();
  const begin = (figure?: Element) => {
    if (!figure || begun.has(figure)) return;
    begun.add(figure);
    const styles = load("diagram.css");
    load("diagram.js")
      .then(() => styles)
      .then(() => idle(() => figure.dispatchEvent(new Event("eventatlas-drawing", { bubbles: true }))))
      .catch(() => {});
  };
  const near = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      idle(() => subject(target));
      void used.then(() => begin(target));
    }
  }, { rootMargin: "100%" });
  for (const figure of figures) {
    near.observe(figure);
    mapped(figure);
  }
  const named = () => begin(figures.find((f) => location.hash.startsWith(`#${f.querySelector(".dg-svg")?.id}~`)));
  named();
  addEventListener("hashchange", named);
}

/** Brings a map to a drawing that has become more than twice as large as what is seen of it. */
function mapped(figure: HTMLElement): void {
  const region = figure.querySelector(".dgs") as HTMLElement;
  const sized = () => {
    if (region.scrollWidth * region.scrollHeight <= 2 * region.clientWidth * region.clientHeight) return;
    region.removeEventListener("eventatlas-size", sized);
    load("minimap.js")
      .then(() => region.dispatchEvent(new Event("eventatlas-minimap", { bubbles: true })))
      .catch(() => {});
  };
  region.addEventListener("eventatlas-size", sized);
}

/** Where the page cuts a drawing off, it begins with what the page is about and as much before it as fits: at the edge of a node, so that none is cut there. */
function subject(figure: Element): void {
  const region = figure.querySelector(".dgs") as HTMLElement;
  const hero = region.querySelector(".hero .shape")?.getBoundingClientRect();
  if (!hero) return;
  const edge = 12;
  const seen = region.clientWidth;
  const most = region.scrollWidth - seen;
  if (most <= 1) return;
  const begin = region.getBoundingClientRect().left + edge;
  const starts = [...region.querySelectorAll(".node .shape")].map((n) => n.getBoundingClientRect().left).filter((x) => x <= hero.left && x - begin <= most && hero.right <= x + seen - edge).sort((a, b) => a - b);
  const start = starts.find((x) => x >= hero.left + (hero.width - seen) / 2) ?? starts.at(-1);
  if (start !== undefined) region.scrollLeft += start - begin;
}
