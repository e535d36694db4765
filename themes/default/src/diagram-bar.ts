import { el } from "./search-view";

/** A button of the bar. */
export interface Tool {
  icon: string;
  label: string;
  /** The key that does the same while the drawing has the focus. */
  key?: string;
  press(): void;
}

/** One stop of the tabulator for several buttons, and arrow keys between them, after the toolbar pattern of the ARIA practices. */
export function oneStop(box: Element, stops: (HTMLElement | SVGElement)[]): void {
  const choose = (chosen: HTMLElement | SVGElement) => stops.forEach((s) => s.setAttribute("tabindex", s === chosen ? "0" : "-1"));
  choose(stops[0]);
  box.addEventListener("focusin", (e) => stops.includes(e.target as HTMLElement) && choose(e.target as HTMLElement));
  box.addEventListener("keydown", (event) => {
    const e = event as KeyboardEvent;
    const at = stops.indexOf(e.target as HTMLElement);
    const rtl = getComputedStyle(box).direction === "rtl" ? -1 : 1;
    const step = { ArrowRight: rtl, ArrowLeft: -rtl, Home: -at, End: stops.length - 1 - at }[e.key];
    if (at < 0 || step === undefined) return;
    e.preventDefault();
    e.stopPropagation();
    stops[(at + step + stops.length) % stops.length].focus();
  });
}

/** The buttons over a drawing, with a field to search in it and a line that says what is shown. */
export class Bar {
  readonly box: HTMLElement;
  readonly input: HTMLInputElement;
  private readonly status = el("span", { class: "dg-say", role: "status" });
  private readonly menu: HTMLElement;
  private readonly more: HTMLButtonElement;
  private readonly buttons = new Map<string, HTMLButtonElement>();

  constructor(label: string, find: string, tools: Tool[], more: string, items: Tool[]) {
    this.input = el("input", { type: "search", class: "dg-find", "aria-label": find, placeholder: find, autocomplete: "off", autocapitalize: "off", spellcheck: "false", hidden: "" });
    for (const t of tools) this.buttons.set(t.icon, this.button(t));
    this.menu = el("div", { class: "dg-menu", role: "group", "aria-label": more, hidden: "" }, ...items.map((t) => this.item(t)));
    this.more = this.button({ icon: "more", label: more, press: () => this.unfold(!this.open) });
    this.more.ariaExpanded = "false";
    const stops = [...this.buttons.values(), this.more];
    const row = el("div", { class: "dg-row", role: "toolbar", "aria-label": label }, ...stops);
    this.box = el("div", { class: "dg-bar" }, el("div", { class: "dg-pill" }, this.status, this.input, row, this.menu));
    oneStop(row, stops);
    document.addEventListener("pointerdown", (e) => this.open && !this.box.contains(e.target as Node) && this.unfold(false));
  }

  get open(): boolean {
    return !this.menu.hidden;
  }

  unfold(open: boolean): void {
    this.menu.hidden = !open;
    this.more.ariaExpanded = String(open);
    (open ? this.menu.querySelector("button") : this.more)?.focus();
  }

  say(text: string): void {
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  /** Shows whether a mode is on; the bar stays while one is. */
  press(icon: string, on: boolean): void {
    const button = this.buttons.get(icon);
    if (button) button.ariaPressed = String(on);
  }

  /** Keeps the bar in sight. */
  keep(on: boolean): void {
    this.box.classList.toggle("on", on);
  }

  search(open: boolean): void {
    this.input.hidden = !open;
    if (open) this.input.focus();
  }

  private button(t: Tool): HTMLButtonElement {
    const title = t.key ? `${t.label} (${t.key})` : t.label;
    const button = el("button", { type: "button", class: `dg-b u-${t.icon}`, "aria-label": t.label, title });
    if (t.key) button.setAttribute("aria-keyshortcuts", t.key);
    button.addEventListener("click", () => t.press());
    return button;
  }

  private item(t: Tool): HTMLButtonElement {
    const button = el("button", { type: "button", class: `u-${t.icon}` }, t.label);
    button.addEventListener("click", () => {
      this.unfold(false);
      t.press();
    });
    return button;
  }
}
