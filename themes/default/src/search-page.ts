import { ask, type Index } from "./search-index";
import { parse, search } from "./search-query";
import { key } from "./search-split";
import { count, describe, el, hints, hrefOf, nothing } from "./search-view";

const step = 20;
const maxFacets = 12;
/** Of these filters an entry fulfils one at most, so that the others stay on offer with what they would find. */
const groups: [name: string, title: string][] = [["kind", "Kind"], ["is", "State"], ["owner", "Owner"], ["domain", "Domain"]];

/** The page of all results. What is asked stands in the address, filters included, so that it can be kept and sent. */
export function resultsPage(place: HTMLElement, az: string): void {
  ask(async (index) => new Results(place, index)).catch(() => {
    place.prepend(el("p", { role: "alert" }, az));
  });
}

class Results {
  private readonly input: HTMLInputElement;
  private readonly status = el("p", { role: "status", class: "sub" });
  private readonly list = el("ol", { class: "sr-list" });
  private readonly facets: HTMLElement;
  private readonly more: HTMLButtonElement;
  private found: number[] = [];
  private turn = 0;

  constructor(place: HTMLElement, private readonly index: Index) {
    const label = index.word("Find anything");
    this.input = el("input", { type: "search", class: "sp-input", "aria-label": label, placeholder: label, dir: "auto", autocomplete: "off", autocapitalize: "off", spellcheck: "false" });
    this.facets = el("div", { class: "sr-facets" });
    this.more = el("button", { type: "button", class: "sr-more" }, index.word("Show more"));
    place.replaceChildren(el("div", { class: "sp-top", role: "search" }, this.input), el("div", { class: "sr-cols" }, el("div", { class: "sr-main" }, this.status, this.list, this.more), this.facets));
    this.input.addEventListener("input", () => this.ask(this.input.value));
    this.more.addEventListener("click", () => void this.extend(true));
    addEventListener("hashchange", () => this.read());
    this.read();
    this.input.focus({ preventScroll: true });
  }

  private read(): void {
    const text = new URLSearchParams(location.hash.slice(1)).get("q") ?? "";
    this.input.value = text;
    void this.update(text);
  }

  private ask(text: string): void {
    history.replaceState(null, "", text.trim() ? `#q=${encodeURIComponent(text.trim())}` : location.pathname + location.search);
    void this.update(text);
  }

  private async update(text: string): Promise<void> {
    const turn = ++this.turn;
    await ask(async (index) => {
      const found = (await search(index, text)).ids;
      if (turn !== this.turn) return;
      this.found = found;
      this.list.replaceChildren();
      await this.extend(false);
      if (turn !== this.turn) return;
      const asked = text.trim() !== "";
      this.status.replaceChildren(...(found.length ? [count(index, "%d result|%d results", found.length)] : [asked ? nothing(index, text) : hints(index, (filter) => this.use(filter))]));
      const boxes = await this.boxes(text);
      if (turn === this.turn) this.facets.replaceChildren(...boxes);
    });
  }

  private use(text: string): void {
    this.input.value = text;
    this.input.focus();
    this.ask(text);
  }

  /** Shows further results, and moves the focus to the first of them where a reader asked for more. */
  private async extend(focus: boolean): Promise<void> {
    const from = this.list.childElementCount;
    const turn = this.turn;
    const query = parse(this.input.value);
    const entries = await this.index.all(this.found.slice(from, from + step));
    if (turn !== this.turn) return;
    const rows = entries.map((entry) => el("li", {}, el("a", { class: "sr", href: hrefOf(entry) }, ...describe(this.index, entry, query))));
    this.list.append(...rows);
    this.more.hidden = this.list.childElementCount >= this.found.length;
    if (focus) rows[0]?.querySelector("a")?.focus();
  }

  /** The filters that some of the results fulfil, with how many. */
  private async boxes(text: string): Promise<HTMLElement[]> {
    const boxes = groups.map(async ([name, title]) => {
      const query = parse(text);
      const on = new Set(query.filters.filter((f) => f.name === name).map((f) => f.term));
      const rest = on.size ? without(text, name) : text;
      // Where nothing else is asked, everything counts.
      const found = rest.trim() ? new Set(on.size ? (await search(this.index, rest)).ids : this.found) : undefined;
      const all = this.index.facets.filter(([term]) => term.startsWith(`:${name}:`));
      const counted = await Promise.all(all.map(async ([term, label]) => {
        const has = (await search(this.index, term.slice(1))).ids;
        let n = 0;
        for (const e of has) if (!found || found.has(e)) n++;
        return { term, label, n };
      }));
      const buttons = counted.filter((f) => f.n > 0 || on.has(f.term)).sort((a, b) => b.n - a.n).slice(0, maxFacets).map((f) => this.button(text, f, on.has(f.term)));
      return buttons.length ? el("section", { "aria-label": this.index.word(title) }, el("h2", {}, this.index.word(title)), ...buttons) : el("section", { hidden: "" });
    });
    return Promise.all(boxes);
  }

  private button(text: string, facet: { term: string; label: string; n: number }, on: boolean): HTMLElement {
    const button = el("button", { type: "button", class: "sr-facet", "aria-pressed": String(on) }, el("bdi", {}, facet.label), el("span", { class: "n" }, String(facet.n)));
    button.addEventListener("click", () => {
      const rest = on ? withoutTerm(text, facet.term) : `${text.trim()} ${facet.term.slice(1)}`;
      this.input.value = rest.trim();
      this.ask(rest.trim());
    });
    return button;
  }
}

const words = /[a-z]+:"[^"]*"?|\S+/g;

/** A query without the filters of one name. */
const without = (text: string, name: string) => (text.match(words) ?? []).filter((w) => !w.startsWith(name + ":")).join(" ");

function withoutTerm(text: string, term: string): string {
  return (text.match(words) ?? []).filter((w) => {
    const colon = w.indexOf(":");
    return `:${w.slice(0, colon)}:${key(w.slice(colon + 1))}` !== term;
  }).join(" ");
}
