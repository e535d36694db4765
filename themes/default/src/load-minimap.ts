// Where one is in a drawing that is much larger than what is seen of it: all its nodes in a corner, with a frame around those in sight. A pointer moves the
// frame; keys scroll the region itself, so the map is not announced.

const widest = 168;
const tallest = 120;
/** How often what is seen fits into a drawing that has a map. */
const often = 2;
const space = "http://www.w3.org/2000/svg";

/** Makes an element of the map with numbers as attributes. */
function shape(name: string, numbers: Record<string, number>): SVGElement {
  const element = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(numbers)) element.setAttribute(key, String(value));
  return element;
}

class Minimap {
  private readonly box = document.createElement("div");
  private readonly map: SVGElement;
  private readonly frame: SVGElement;
  private timer = 0;

  constructor(
    private readonly region: HTMLElement,
    private readonly svg: SVGSVGElement,
  ) {
    const { width, height } = svg.viewBox.baseVal;
    const scale = Math.min(widest / width, tallest / height);
    this.map = shape("svg", { width: width * scale, height: height * scale });
    this.map.setAttribute("viewBox", `0 0 ${width} ${height}`);
    for (const { dataset } of svg.querySelectorAll<SVGElement>(".node")) {
      const { x, y, w, h } = dataset;
      if (w) this.map.append(shape("rect", { x: Number(x), y: Number(y), width: Number(w), height: Number(h), rx: 8 }));
    }
    this.frame = shape("rect", { "stroke-width": 1.5 / scale, rx: 4 / scale });
    this.frame.setAttribute("class", "seen");
    this.map.append(this.frame);
    this.box.className = "dg-map";
    this.box.ariaHidden = "true";
    this.box.append(this.map);
    region.after(this.box);
    this.listen();
  }

  private listen(): void {
    const show = () => this.show();
    this.region.addEventListener("scroll", () => this.moved(), { passive: true });
    addEventListener("scroll", show, { passive: true });
    const sizes = new ResizeObserver(show);
    sizes.observe(this.region);
    sizes.observe(this.svg);
    const go = (e: PointerEvent) => this.go(e);
    this.box.addEventListener("pointerdown", (e) => {
      e.preventDefault();
      this.box.setPointerCapture(e.pointerId);
      this.box.addEventListener("pointermove", go);
      go(e);
    });
    for (const end of ["pointerup", "pointercancel"]) this.box.addEventListener(end, () => this.box.removeEventListener("pointermove", go));
  }

  /** Fingers hover over nothing: while they move the drawing, and a moment after that, the map is seen. */
  private moved(): void {
    this.show();
    this.box.classList.add("on");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.box.classList.remove("on"), 1500);
  }

  /** Shows the map where the drawing is larger than what is seen of it, with what that is. */
  show(): void {
    const { scrollWidth, scrollHeight, clientWidth, clientHeight } = this.region;
    this.box.hidden = scrollWidth * scrollHeight <= often * clientWidth * clientHeight;
    if (this.box.hidden) return;
    const all = this.svg.getBoundingClientRect();
    const seen = this.region.getBoundingClientRect();
    const scale = this.svg.viewBox.baseVal.width / all.width;
    const left = Math.max(0, seen.left - all.left);
    const top = Math.max(0, seen.top - all.top, -all.top);
    const right = Math.min(all.width, seen.right - all.left);
    const bottom = Math.min(all.height, seen.bottom - all.top, innerHeight - all.top);
    const place = { x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) };
    for (const [key, value] of Object.entries(place)) this.frame.setAttribute(key, String(value * scale));
  }

  /** Brings what the pointer is on into the middle. */
  private go(e: PointerEvent): void {
    const map = this.map.getBoundingClientRect();
    const all = this.svg.getBoundingClientRect();
    const seen = this.region.getBoundingClientRect();
    const x = all.left + ((e.clientX - map.left) / map.width) * all.width;
    const y = all.top + ((e.clientY - map.top) / map.height) * all.height;
    this.region.scrollBy(x - seen.left - seen.width / 2, y - seen.top - seen.height / 2);
    this.show();
  }
}

document.addEventListener("eventatlas-minimap", ({ target }) => {
  const region = target as HTMLElement;
  const svg = region.querySelector<SVGSVGElement>(":scope > svg");
  if (svg) new Minimap(region, svg).show();
});
