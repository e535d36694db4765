import type { Data, Facet } from "./explore-data";

/** What is chosen; it stands in the address. A minus before the name of a column sorts by it the other way round. */
export interface Choice {
  text: string;
  sort: string;
  page: number;
  facets: Map<string, Set<string>>;
}

/** Reads the choice from the fragment, or from the query where there is none: links from other pages have one, as a fragment is the name of a place. */
export function readChoice(names: string[]): Choice {
  const params = new URLSearchParams(location.hash.length > 1 ? location.hash.slice(1) : location.search);
  const facets = new Map(names.map((name) => [name, new Set(params.getAll(name))]));
  return { text: params.get("q") ?? "", sort: params.get("sort") ?? "", page: Math.max(1, Math.trunc(Number(params.get("page"))) || 1), facets };
}

/** Writes the choice into the address. "all" stands for none where the query has one, which would be read otherwise. */
export function writeChoice(choice: Choice): void {
  const params = new URLSearchParams();
  for (const [name, ids] of choice.facets) for (const id of ids) params.append(name, id);
  if (choice.text.trim()) params.set("q", choice.text.trim());
  if (choice.sort) params.set("sort", choice.sort);
  if (choice.page > 1) params.set("page", String(choice.page));
  const hash = params.toString() || (location.search ? "all" : "");
  history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
}

export interface Found {
  /** The rows that fit, in order. */
  rows: number[];
  /** How many rows each value of each facet would show, whatever else of the same facet is chosen. */
  counts: number[][];
}

/** Chooses, counts and sorts. */
export function choose(data: Data, choice: Choice): Found {
  const words = choice.text.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = data.facets.map((facet) => chosenOf(facet, choice.facets.get(facet.name) ?? new Set()));
  const counts = data.facets.map((facet) => new Array<number>(facet.values.length).fill(0));
  const rows: number[] = [];
  for (let row = 0; row < data.titles.length; row++) {
    if (words.length && !words.every((word) => data.titles[row].toLowerCase().includes(word) || data.paths[row].includes(word))) continue;
    const against: number[] = [];
    const values = data.facets.map((facet) => around(facet, facet.rows[row]));
    for (let f = 0; f < values.length; f++) if (chosen[f].size && !values[f].some((v) => chosen[f].has(v))) against.push(f);
    if (!against.length) rows.push(row);
    for (let f = 0; f < values.length; f++) if (!against.length || (against.length === 1 && against[0] === f)) for (const v of values[f]) counts[f][v]++;
  }
  return { rows: sorted(data, rows, choice.sort), counts };
}

const chosenOf = (facet: Facet, ids: Set<string>) => new Set(facet.values.flatMap((value, n) => (ids.has(value.id) ? [n] : [])));

/** The values of a row with those that they are a part of, each once. */
function around(facet: Facet, of: number | number[]): number[] {
  if (typeof of === "number") return of < 0 ? [] : facet.values[of].around;
  return [...new Set(of.flatMap((n) => facet.values[n].around))];
}

/** Rows are by name already, and stay so where they are alike. What has no value comes last either way. */
function sorted(data: Data, rows: number[], sort: string): number[] {
  const down = sort.startsWith("-") ? -1 : 1;
  const name = sort.replace(/^-/, "");
  if (!name || name === "name") return down < 0 ? rows.reverse() : rows;
  const facet = data.facets.find((f) => f.name === name);
  const first = (of: number | number[]) => (typeof of === "number" ? of : of[0]);
  const keys = facet ? facet.rows.map(first) : name === "producers" ? data.producers : name === "consumers" ? data.consumers : undefined;
  if (!keys) return rows;
  return rows.sort((a, b) => Number(keys[a] < 0) - Number(keys[b] < 0) || down * (keys[a] - keys[b]) || a - b);
}
