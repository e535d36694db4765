// The table of everything: facets, columns to sort by, a filter, and the choice in the address.
import { choose, type Found, readChoice, writeChoice } from "./explore-choice";
import { type Data, loadData } from "./explore-data";
import { FacetBoxes } from "./explore-facets";
import { number } from "./explore-number";
import { pageSize, Table } from "./explore-table";
import { el } from "./search-view";

const place = document.querySelector<HTMLElement>(".explore");
if (place)
  loadData().then(
    (data) => new Explorer(place, data),
    () => place.append(el("p", { role: "alert" }, place.dataset.lost ?? "")),
  );

class Explorer {
  private readonly input: HTMLInputElement;
  private readonly status = el("p", { role: "status", class: "sub" });
  private readonly none: HTMLElement;
  private readonly clear: HTMLButtonElement;
  private readonly previous: HTMLButtonElement;
  private readonly next: HTMLButtonElement;
  private readonly range = el("span", { class: "n" });
  private readonly pages: HTMLElement;
  private readonly table: Table;
  private readonly boxes: FacetBoxes[];
  private choice = readChoice([]);

  constructor(place: HTMLElement, private readonly data: Data) {
    const word = (text: string) => data.words.get(text) ?? text;
    const button = (text: string, click: () => void, attributes = {}) => {
      const b = el("button", { type: "button", class: "xb", ...attributes }, word(text));
      b.addEventListener("click", click);
      return b;
    };
    this.input = el("input", { type: "search", class: "filter", "aria-label": word("Filter by name"), placeholder: word("Filter by name"), autocomplete: "off", spellcheck: "false" });
    this.input.addEventListener("input", () => this.change({ text: this.input.value }));
    this.clear = button("Clear all filters", () => {
      this.change({ text: "", facets: new Map(data.facets.map((f) => [f.name, new Set<string>()])) });
      this.input.focus();
    });
    this.none = el("p", { class: "none" }, word("Nothing fits these filters."));
    this.table = new Table(data, word, (sort) => this.change({ sort: sort === "name" ? "" : sort }));
    this.previous = button("Previous", () => this.turn(-1));
    this.next = button("Next", () => this.turn(1));
    this.pages = el("div", { class: "xp" }, this.previous, this.range, this.next);
    const names = data.facets.map((f) => f.name);
    const everything = choose(data, { text: "", sort: "", page: 1, facets: new Map() });
    this.boxes = data.facets.map((facet, i) => new FacetBoxes(facet, everything.counts[i], i < 3 && innerWidth > 1344, word, (id, on) => {
      const facets = new Map(this.choice.facets);
      const ids = new Set(facets.get(facet.name));
      if (on) ids.add(id);
      else ids.delete(id);
      this.change({ facets: facets.set(facet.name, ids) });
    }));
    const sort = el("label", { class: "xs" }, `${word("Sort by")} `, this.table.select);
    place.replaceChildren(
      el("div", { class: "xd", role: "group", "aria-label": word("Filters") }, ...this.boxes.map((b) => b.root)),
      el("div", { class: "xt" }, el("div", { class: "xh" }, this.input, sort, this.status, this.clear), this.none, this.table.root, this.pages),
    );
    const read = () => {
      this.choice = readChoice(names);
      this.input.value = this.choice.text;
      this.show();
    };
    addEventListener("hashchange", read);
    read();
  }

  /** Takes another choice over; its first page is shown. */
  private change(choice: Partial<Explorer["choice"]>): void {
    this.choice = { ...this.choice, page: 1, ...choice };
    if (choice.text !== undefined && this.input.value !== choice.text) this.input.value = choice.text;
    this.show();
    writeChoice(this.choice);
  }

  private turn(by: number): void {
    this.change({ page: this.choice.page + by });
    this.table.focus();
  }

  private show(): void {
    const { data, choice } = this;
    const found: Found = choose(data, choice);
    const last = Math.max(1, Math.ceil(found.rows.length / pageSize));
    choice.page = Math.min(choice.page, last);
    this.table.show(found.rows, choice);
    this.boxes.forEach((box, i) => box.show(found.counts[i], choice.facets.get(box.facet.name) ?? new Set()));
    this.status.textContent = this.say("%s of %s", found.rows.length, data.titles.length);
    this.range.textContent = this.say("Rows %s to %s", (choice.page - 1) * pageSize + 1, Math.min(choice.page * pageSize, found.rows.length));
    this.pages.hidden = last === 1;
    this.none.hidden = found.rows.length > 0;
    this.previous.disabled = choice.page === 1;
    this.next.disabled = choice.page === last;
    this.clear.hidden = !choice.text && ![...choice.facets.values()].some((ids) => ids.size);
  }

  /** A text with numbers in its places. */
  private say(text: string, ...numbers: number[]): string {
    return numbers.reduce((said, n) => said.replace("%s", number(n)), this.data.words.get(text) ?? text);
  }
}
