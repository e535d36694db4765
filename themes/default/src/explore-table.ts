import type { Data, Facet } from "./explore-data";
import { type Choice } from "./explore-choice";
import { number } from "./explore-number";
import { el } from "./search-view";

export const pageSize = 100;

/** The columns, by the names that stand for them in the address. */
const columns: [name: string, word: string, numeric?: true][] = [
  ["name", "Name"], ["kind", "Kind"], ["domain", "Domain"], ["owner", "Owner"], ["is", "State"], ["producers", "Producers", true], ["consumers", "Consumers", true],
];

const states: Record<string, string> = { deprecated: "chip u-clock warn", draft: "chip u-edit info", undescribed: "chip u-question warn", public: "chip u-globe good", external: "chip u-out" };

/** The table: its head is made once, so that what has the focus keeps it. */
export class Table {
  readonly root: HTMLElement;
  readonly select: HTMLSelectElement;
  private readonly body = el("tbody", {});
  private readonly heads = new Map<string, HTMLElement>();
  private readonly table: HTMLElement;

  constructor(private readonly data: Data, private readonly word: (text: string) => string, sort: (by: string) => void) {
    const row = el("tr", {});
    this.select = el("select", {});
    for (const [name, text, numeric] of columns) {
      const button = el("button", { type: "button" }, word(text));
      const head = el("th", { scope: "col", ...(numeric ? { class: "num" } : {}) }, button);
      button.addEventListener("click", () => {
        const up = numeric ? head.ariaSort === "descending" : head.ariaSort !== "ascending";
        sort(up ? name : `-${name}`);
      });
      this.heads.set(name, head);
      row.append(head);
      for (const by of [name, `-${name}`]) this.select.append(el("option", { value: by }, by === name ? word(text) : `${word(text)} (${word("descending")})`));
    }
    this.select.addEventListener("change", () => sort(this.select.value));
    this.table = el("table", { class: "t", "aria-label": document.querySelector("h1")?.firstChild?.textContent?.trim() ?? "" }, el("thead", {}, row), this.body);
    this.root = this.table;
  }

  show(rows: number[], choice: Choice): void {
    const sort = choice.sort || "name";
    for (const [name, head] of this.heads) head.ariaSort = sort === name ? "ascending" : sort === `-${name}` ? "descending" : "none";
    this.select.value = sort;
    const from = (choice.page - 1) * pageSize;
    this.body.replaceChildren(...rows.slice(from, from + pageSize).map((row) => this.row(row)));
    this.table.hidden = !rows.length;
  }

  /** Moves the focus to the first row, for a reader who has turned the page. */
  focus(): void {
    this.body.querySelector("a")?.focus({ preventScroll: true });
    this.table.scrollIntoView({ block: "start" });
  }

  private row(n: number): HTMLElement {
    const { data } = this;
    const [kind, domain, owner, is] = ["kind", "domain", "owner", "is"].map((name) => this.valuesOf(name, n));
    const gone = is.some((v) => v.id === "deprecated") ? " gone" : "";
    const name = el("a", { class: `r i-${(kind[0]?.icon ?? "").replace(/[^a-z]/g, "")}${gone}`, href: `${document.documentElement.dataset.root ?? ""}${data.paths[n]}index.html` }, el("bdi", {}, data.titles[n]));
    const head = el("th", { scope: "row" }, name);
    if (data.versions[n]) head.append(" ", el("span", { class: "ver" }, data.versions[n]));
    const names = (list: { title: string }[]) => list.map((v, i) => el("bdi", {}, i ? `, ${v.title}` : v.title));
    return el(
      "tr", {}, head, this.cell(1, ...names(kind)), this.cell(2, ...names(domain)), this.cell(3, ...names(owner)),
      this.cell(4, ...is.flatMap((v) => [el("span", { class: states[v.id] ?? "chip" }, v.title), " "])), this.cell(5, ...counted(data.producers[n])), this.cell(6, ...counted(data.consumers[n])),
    );
  }

  private cell(column: number, ...children: (Node | string)[]): HTMLElement {
    const [, text, numeric] = columns[column];
    if (!children.length) return el("td", { class: "e" });
    return el("td", { "data-c": this.word(text), ...(numeric ? { class: "num" } : {}) }, ...children);
  }

  private valuesOf(name: string, row: number) {
    const facet = this.data.facets.find((f) => f.name === name) as Facet;
    const of = facet.rows[row];
    return (typeof of === "number" ? [of] : of).filter((v) => v >= 0).map((v) => facet.values[v]);
  }
}

/** A cell is empty where there can be none. */
const counted = (n: number) => (n < 0 ? [] : [number(n)]);
