import { ask, type Index } from "./search-index";
import { parse, search } from "./search-query";
import { count, describe, el, hints, hrefOf, nothing } from "./search-view";

const shown = 10;
/** How many of them are seen without scrolling on a small screen: the rest waits for a pause. */
const soon = 5;
/** How many of these are waited for, where their records have to be loaded: the others follow. */
const least = 2;
const root = document.documentElement.dataset.root ?? "";

/** For how long nobody types who pauses, in milliseconds. */
const pause = 100;

/** Waits until what has changed is on the screen, and for some milliseconds more. */
const painted = (more: number) => new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done, more)));

/** The search box over the page: a field and a list of options, after the combobox pattern of the ARIA practices. */
export class Palette {
  private readonly dialog: HTMLDialogElement;
  private readonly input: HTMLInputElement;
  private readonly list: HTMLElement;
  private readonly rest: HTMLElement;
  private readonly status: HTMLElement;
  private readonly all: HTMLAnchorElement;
  /** What stands in the list, of which the first are options that can be chosen; behind them may be some of an answer before. */
  private rows: HTMLAnchorElement[] = [];
  private options: HTMLAnchorElement[] = [];
  private chosen = 0;
  private turn = 0;
  private scrolled = false;

  constructor(private readonly find: HTMLAnchorElement) {
    const label = find.querySelector("span")?.textContent?.trim() ?? "";
    this.input = el("input", {
      type: "text", role: "combobox", class: "sp-input", "aria-autocomplete": "list", "aria-controls": "search-options", "aria-expanded": "false",
      "aria-label": label, placeholder: label, dir: "auto", autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go",
    });
    this.list = el("div", { role: "listbox", id: "search-options", class: "sp-list", "aria-label": label });
    this.rest = el("div", { class: "sp-rest" });
    this.status = el("span", { role: "status", class: "sp-count" });
    this.all = el("a", { class: "sp-all", href: `${root}search/index.html` });
    const close = el("button", { type: "button", class: "sp-close" }, "Esc");
    close.addEventListener("click", () => this.dialog.close());
    this.dialog = el("dialog", { class: "palette", "aria-label": label },
      el("div", { class: "sp-top" }, this.input, close), this.list, this.rest, el("div", { class: "sp-foot" }, this.status, this.all));
    this.listen();
    document.body.append(this.dialog);
  }

  open(): void {
    if (this.dialog.open) return;
    this.dialog.showModal();
    this.input.select();
    void this.update();
  }

  private listen(): void {
    this.input.addEventListener("input", () => void this.update());
    this.input.addEventListener("keydown", (e) => this.key(e));
    // A press beside the box closes it; everything inside has a target of its own.
    this.dialog.addEventListener("click", (e) => e.target === this.dialog && this.dialog.close());
    // A link to another place of the same page leaves the box open otherwise.
    this.list.addEventListener("click", (e) => !e.ctrlKey && !e.metaKey && this.dialog.close());
    this.list.addEventListener("scroll", () => (this.scrolled = true), { passive: true });
    this.all.addEventListener("click", () => this.dialog.close());
  }

  private key(e: KeyboardEvent): void {
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    if (e.isComposing) return;
    if (Object.hasOwn(moves, e.key)) {
      e.preventDefault();
      this.choose(this.chosen + moves[e.key]);
      this.options[this.chosen]?.scrollIntoView({ block: "nearest" });
    } else if (e.key === "Enter") {
      e.preventDefault();
      if (e.ctrlKey || e.metaKey) this.all.click();
      else this.options[this.chosen]?.click();
    }
  }

  private choose(n: number): void {
    const size = this.options.length;
    this.chosen = size ? (n + size) % size : 0;
    this.options.forEach((o, i) => o.setAttribute("aria-selected", String(i === this.chosen)));
    const option = this.options[this.chosen];
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  /** Shows what is found for what is typed. Of several answers on their way only the last one counts. */
  private async update(): Promise<void> {
    const turn = ++this.turn;
    const text = this.input.value;
    try {
      await ask(async (index) => {
        const found = await search(index, text, shown);
        const query = parse(text);
        const rows = async (from: number, to: number) => {
          const entries = await Promise.all(found.ids.slice(from, to).map((n) => index.entry(n)));
          return entries.map((entry, i) =>
            el("a", { role: "option", id: `search-option-${from + i}`, class: "sr", href: hrefOf(entry), tabindex: "-1", "aria-selected": "false" }, ...describe(index, entry, query)));
        };
        const missing = found.ids.slice(0, soon).findIndex((n) => !index.has(n));
        let options = await rows(0, missing < 0 ? soon : Math.max(missing, least));
        if (turn !== this.turn) return;
        // What stood further down keeps its place until what comes there is known, so that the box does not change its height twice.
        this.show(index, text, found.total, options, this.rows.slice(options.length, found.ids.length));
        // A key that follows at once does not wait for what comes further down.
        for (const [to, wait] of [[soon, 0], [shown, pause]]) {
          if (options.length >= Math.min(to, found.ids.length)) continue;
          await painted(wait);
          if (turn !== this.turn) return;
          options = [...options, ...(await rows(options.length, to))];
          if (turn !== this.turn) return;
          this.fill(options, this.rows.slice(options.length, found.ids.length));
        }
      });
    } catch {
      // Without the index there is still the list of everything.
      if (turn === this.turn) location.assign(this.find.href);
    }
  }

  /** Puts options into the list, and rows that fill it up; those that stay are not touched, and the choice is left where it is. */
  private fill(options: HTMLAnchorElement[], others: HTMLAnchorElement[]): void {
    const rows = [...options, ...others];
    this.rows.forEach((o) => rows.includes(o) || o.remove());
    rows.forEach((o, i) => this.list.children[i] !== o && this.list.insertBefore(o, this.list.children[i]));
    this.rows = rows;
    this.options = options;
    this.choose(this.chosen);
  }

  private show(index: Index, text: string, found: number, options: HTMLAnchorElement[], others: HTMLAnchorElement[]): void {
    this.chosen = 0;
    this.fill(options, others);
    this.input.setAttribute("aria-expanded", String(options.length > 0));
    // To scroll lays the page out, which typing must not wait for twice: the frame does it anyway.
    if (this.scrolled) this.list.scrollTop = 0;
    const asked = text.trim() !== "";
    this.rest.replaceChildren(...(options.length ? [] : [asked ? nothing(index, text) : hints(index, (filter) => this.type(filter))]));
    this.status.textContent = asked ? count(index, "%d result|%d results", found) : "";
    this.all.textContent = index.word(asked ? "All results" : "Search");
    this.all.href = `${root}search/index.html${asked ? `#q=${encodeURIComponent(text.trim())}` : ""}`;
  }

  private type(text: string): void {
    this.input.value = text;
    this.input.focus();
    void this.update();
  }
}
