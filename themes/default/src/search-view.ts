import { type Entry, type Index } from "./search-index";
import { type Query } from "./search-query";
import { sortOf } from "./search-split";

type Child = Node | string;

/** Makes an element with a class, attributes and children. Texts become text nodes, whatever is in them. */
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, string>, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const states = new Map([
  ["deprecated", "chip u-clock warn"],
  ["draft", "chip u-edit info"],
  ["undescribed", "chip u-question warn"],
]);

export const hrefOf = (entry: Entry) => (document.documentElement.dataset.root ?? "") + entry.path;

/** What a result says: name, version and state; then kind, owner and domain; then the summary. */
export function describe(index: Index, entry: Entry, query: Query): Node[] {
  const head = el("span", { class: "sr-head" }, marked("bdi", "sr-name", entry.title, query));
  if (entry.name) head.append(marked("bdi", "sr-id", entry.name, query));
  if (entry.former) {
    const [before, after = ""] = index.word("formerly %s").split("%s");
    head.append(el("span", { class: "sr-id" }, before, marked("bdi", "", entry.former, query), after));
  }
  if (entry.version) head.append(el("span", { class: "ver" }, entry.version));
  const state = states.get(entry.state);
  if (state) head.append(el("span", { class: state }, index.word(entry.state)));
  const places = el("span", { class: "sr-meta" }, el("span", {}, index.kinds.get(entry.icon) ?? entry.icon));
  for (const [icon, place] of [["team", entry.owner], ["domain", entry.domain]]) if (place) places.append(" ", el("span", { class: `r i-${icon}` }, el("bdi", {}, place)));
  const body = el("span", { class: "sr-body" }, head, places);
  if (entry.summary) body.append(marked("bdi", "sr-sum", entry.summary, query));
  return [el("span", { class: `kind sr-icon i-${entry.icon.replace(/[^a-z]/g, "")}`, "aria-hidden": "true" }), body];
}

/** What is marked of a query, longest first, and for which it was made last: each of its results asks for it several times. */
let marks: { query?: Query; terms: string[] } = { terms: [] };

function termsOf(query: Query): string[] {
  if (marks.query !== query) marks = { query, terms: [...new Set([query.whole.term, ...query.words.map((w) => w.term)])].filter(Boolean).sort((a, b) => b.length - a.length) };
  return marks.terms;
}

/** A text in which the beginnings of words that were asked for are marked. */
function marked(tag: "bdi", className: string, text: string, query: Query): HTMLElement {
  const element = el(tag, { class: className });
  element.append(...pieces(text, query));
  return element;
}

/** Marks a result that is there for another query. What would look the same is not touched, so that it is not painted again. */
export function remark(result: HTMLElement, query: Query): void {
  for (const element of result.querySelectorAll(".sr-head bdi, .sr-sum")) {
    const parts = pieces(element.textContent ?? "", query);
    const old = element.childNodes;
    if (old.length !== parts.length || parts.some((p, i) => p.nodeName !== old[i].nodeName || p.textContent !== old[i].textContent)) element.replaceChildren(...parts);
  }
}

/** A text as what is marked of it and what is not. */
function pieces(text: string, query: Query): Node[] {
  const low = text.toLowerCase();
  // A text that changes its length in lower case has no marks, as they would be in wrong places. Nor is a text looked through for what is not in it.
  const terms = low.length === text.length ? termsOf(query).filter((t) => low.includes(t)) : [];
  const list: Node[] = [];
  let from = 0;
  const plain = (to: number) => from < to && list.push(new Text(text.slice(from, to)));
  for (let i = 0; i < low.length && terms.length; ) {
    const term = terms.find((t) => low.startsWith(t, i));
    if (!term || !beginsWord(text, i)) {
      i++;
      continue;
    }
    plain(i);
    from = i + term.length;
    list.push(el("mark", {}, text.slice(i, from)));
    i = from;
  }
  plain(low.length);
  return list;
}

function beginsWord(text: string, i: number): boolean {
  const before = sortOf(text[i - 1] ?? " ");
  const now = sortOf(text[i]);
  return ["other", "space", "mark"].includes(before) || (now === "upper" && before !== "upper") || (now === "digit") !== (before === "digit");
}

const formNames: Intl.LDMLPluralRule[] = ["zero", "one", "two", "few", "many", "other"];

/** The form of "%d result|%d results" that fits a number, with it in its place: as Words.N of render/page chooses and writes it. */
export function count(index: Index, forms: string, n: number): string {
  const text = index.word(forms);
  const all = text.split("|");
  const digits = n < 10_000 ? String(n) : String(n).replace(/\B(?=(\d{3})+$)/g, "\u202f");
  return all[Math.min(formOf(n, text === forms ? "en" : document.documentElement.lang), all.length - 1)].replace("%d", digits);
}

/** The rules of languages, which take longer to make than everything else about a number. */
const pluralRules = new Map<string, Intl.PluralRules>();

/** The place of a number's plural form among those of a language. */
function formOf(n: number, language: string): number {
  let rules = pluralRules.get(language);
  if (!rules) pluralRules.set(language, (rules = new Intl.PluralRules([language, "en"].filter((l) => /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(l)))));
  const own = rules.resolvedOptions().pluralCategories;
  return formNames.filter((name) => own.includes(name)).indexOf(rules.select(n));
}

/** What stands where nothing is found. */
export function nothing(index: Index, text: string): HTMLElement {
  const [before, after = ""] = index.word("Nothing is found for %s.").split("%s");
  return el("div", { class: "sr-none" }, el("p", {}, before, el("bdi", {}, `“${text.trim()}”`), after), el("p", {}, index.word("Check the spelling, use fewer words, or leave a filter out.")));
}

/** Says how to ask, with filters that can be pressed. */
export function hints(index: Index, use: (text: string) => void): HTMLElement {
  const list = el("p", { class: "sr-hints" });
  const first = (name: string) => index.facets.find(([term]) => term.startsWith(`:${name}:`))?.[0].slice(1);
  const kind = index.facets.some(([term]) => term === ":kind:event") ? "kind:event" : first("kind");
  for (const filter of [kind, first("owner"), first("domain"), "is:deprecated", "field:id"]) {
    if (!filter) continue;
    const button = el("button", { type: "button", class: "chip" }, filter);
    button.addEventListener("click", () => use(filter + " "));
    list.append(button);
  }
  return el("div", { class: "sr-none" }, el("p", {}, index.word("A name, a field, an owner; or a filter such as")), list);
}
