import { ask, type Index } from "./search-index";
import { parse, prepare, type Query, searchSoon } from "./search-query";
import { type Answer } from "./search-rank";
import { count, describe, el, hints, hrefOf, nothing, remark } from "./search-view";

const shown = 10;
/** How many of them are seen without scrolling on a small screen: the rest waits for a pause. */
const soon = 5;
/** How many of these are waited for, where their records have to be loaded: the others follow, and what was there before stands in their places until then. */
const least = 1;
const root = document.documentElement.dataset.root ?? "";

/** For how long nobody types who pauses, in milliseconds: longer than between two keys of a word. */
const pause = 250;

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
  /** Results by the numbers of their entries: most of what a key finds was there before it, and is only marked in another way. */
  private readonly known = new Map<number, HTMLAnchorElement>();
  private knownOf?: Index;
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
    this.rows.forEach((o, i) => o.setAttribute("aria-selected", String(size > 0 && i === this.chosen)));
    const option = this.options[this.chosen];
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  /** Shows what is found for what is typed. Of several answers on their way only the last one counts. */
  private async update(): Promise<void> {
    const turn = ++this.turn;
    const text = this.input.value;
    try {
      await ask((index) => this.answer(index, text, () => turn === this.turn));
    } catch {
      // Without the index there is still the list of everything.
      if (turn === this.turn) location.assign(this.find.href);
    }
  }

  private async answer(index: Index, text: string, isCurrent: () => boolean): Promise<void> {
    const query = parse(text);
    const found = await searchSoon(index, query, shown);
    const missing = found.ids.slice(0, soon).findIndex((n) => !index.has(n));
    if (!(await this.present(index, text, query, found, missing < 0 ? soon : Math.max(missing, least), isCurrent))) return;
    // A key that follows at once does not wait for what comes further down, nor for what more files may tell.
    await painted(0);
    if (!isCurrent()) return;
    prepare(index, query);
    if (!(await this.extend(index, query, found, soon, isCurrent))) return;
    await painted(pause);
    if (!(await this.extend(index, query, found, shown, isCurrent)) || !found.better) return;
    const better = await found.better();
    // Who has chosen something below finds it where it was.
    if (this.chosen === 0 && better.ids.some((n, i) => n !== found.ids[i])) await this.present(index, text, query, better, shown, isCurrent);
  }

  /** Shows the first so many of an answer, unless it is too late for it. */
  private async present(index: Index, text: string, query: Query, { ids, total }: Answer, size: number, isCurrent: () => boolean): Promise<boolean> {
    const options = await this.made(index, ids.slice(0, size), query, isCurrent);
    if (options) this.show(index, text, total, options, ids.length);
    return options !== undefined;
  }

  /** Shows more of what is shown, up to so many. */
  private async extend(index: Index, query: Query, { ids }: Answer, size: number, isCurrent: () => boolean): Promise<boolean> {
    const from = this.options.length;
    const options = isCurrent() ? await this.made(index, ids.slice(from, size), query, isCurrent) : undefined;
    if (options?.length) this.fill([...this.options, ...options], ids.length);
    return options !== undefined;
  }

  /** The options for entries, once their records are here. */
  private async made(index: Index, ids: number[], query: Query, isCurrent: () => boolean): Promise<HTMLAnchorElement[] | undefined> {
    await index.load(ids);
    return isCurrent() ? ids.map((n) => this.row(index, n, query)) : undefined;
  }

  /** The option for an entry whose record is here. */
  private row(index: Index, n: number, query: Query): HTMLAnchorElement {
    if (this.knownOf !== index) this.known.clear();
    this.knownOf = index;
    let row = this.known.get(n);
    if (row) remark(row, query);
    else {
      const entry = index.entry(n);
      row = el("a", { role: "option", class: "sr", href: hrefOf(entry), tabindex: "-1", "aria-selected": "false" }, ...describe(index, entry, query));
      this.known.set(n, row);
    }
    return row;
  }

  /** Puts options into the list, and fills it up to a size with what else was in it; what stays is not touched, and the choice is left where it is. */
  private fill(options: HTMLAnchorElement[], size: number): void {
    const rows = [...options, ...this.rows.filter((o) => !options.includes(o))].slice(0, Math.max(size, options.length));
    this.rows.forEach((o) => rows.includes(o) || o.remove());
    rows.forEach((o, i) => {
      const id = `search-option-${i}`;
      if (o.id !== id) o.id = id;
      if (this.list.children[i] !== o) this.list.insertBefore(o, this.list.children[i]);
    });
    for (const [n, row] of this.known) if (!rows.includes(row)) this.known.delete(n);
    this.rows = rows;
    this.options = options;
    this.choose(this.chosen);
  }

  private show(index: Index, text: string, found: number, options: HTMLAnchorElement[], size: number): void {
    this.chosen = 0;
    this.fill(options, size);
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
