import type { Facet } from "./explore-data";
import { number } from "./explore-number";
import { el } from "./search-view";

/** How many values of a facet are seen before more are asked for, and how many there are boxes for at most. */
const first = 8;
const most = 300;

interface Box {
  n: number;
  input: HTMLInputElement;
  label: HTMLElement;
  count: HTMLElement;
}

/** The boxes of one facet, those with the most rows first. They are made once, so that what has the focus keeps it. */
export class FacetBoxes {
  readonly root: HTMLDetailsElement;
  private readonly boxes: Box[];
  private readonly more: HTMLButtonElement;
  private all = false;
  private shown: [counts: number[], chosen: Set<string>] = [[], new Set()];

  constructor(readonly facet: Facet, counts: number[], open: boolean, private readonly word: (text: string) => string, toggle: (id: string, on: boolean) => void) {
    const order = facet.values.map((_, n) => n).sort((a, b) => counts[b] - counts[a] || a - b).slice(0, most);
    this.boxes = order.map((n) => {
      const { id, title, icon } = facet.values[n];
      const input = el("input", { type: "checkbox" });
      input.addEventListener("change", () => toggle(id, input.checked));
      const count = el("span", { class: "n" });
      const label = el("label", {}, input, el("span", { class: `r${icon ? ` i-${icon.replace(/[^a-z]/g, "")}` : ""}` }, el("bdi", {}, title)), count);
      return { n, input, label, count };
    });
    this.more = el("button", { type: "button", class: "xm" });
    this.more.addEventListener("click", () => {
      this.all = !this.all;
      this.show(...this.shown);
    });
    this.root = el("details", { class: "xf" }, el("summary", {}, facet.title), el("div", { role: "group", "aria-label": facet.title }, ...this.boxes.map((b) => b.label), this.more));
    this.root.open = open;
  }

  show(counts: number[], chosen: Set<string>): void {
    this.shown = [counts, chosen];
    let seen = 0;
    let hidden = 0;
    for (const { n, input, label, count } of this.boxes) {
      const on = chosen.has(this.facet.values[n].id);
      input.checked = on;
      count.textContent = number(counts[n]);
      const fits = on || counts[n] > 0 || input === document.activeElement;
      const room = this.all || on || seen < first || input === document.activeElement;
      label.hidden = !fits || !room;
      if (fits) room ? seen++ : hidden++;
    }
    this.more.hidden = !this.all && !hidden;
    this.more.textContent = this.all ? this.word("Show fewer") : this.word("Show all %s").replace("%s", number(seen + hidden));
    if (chosen.size) this.root.open = true;
    this.root.hidden = !seen;
  }
}
