// Answers queries. render/search/query_test.go holds the same functions, with which the ranking is tested; a test in a browser compares both.
import { type Index } from "./search-index";
import { key, split } from "./search-split";

/** One word of a query, and whether it may go on. */
interface Word {
  term: string;
  begins: boolean;
}

export interface Query {
  filters: { name: string; term: string }[];
  words: Word[];
  whole: Word;
}

/** From so many entries on an array of all is faster than a map; below, making one costs more than it saves. */
const many = 2000;

/** The scores of entries, all above 0. */
class Scores {
  readonly ids: number[] = [];
  private readonly few = new Map<number, number>();
  private all?: Float64Array;

  constructor(readonly entries: number) {}

  has(entry: number): boolean {
    return this.get(entry) > 0;
  }

  get(entry: number): number {
    return this.all ? this.all[entry] : (this.few.get(entry) ?? 0);
  }

  /** Gives an entry a score, unless it has a higher one. */
  raise(entry: number, score: number): void {
    const old = this.get(entry);
    if (score <= old) return;
    if (old === 0 && this.ids.push(entry) === many && !this.all) {
      this.all = new Float64Array(this.entries);
      for (const [e, s] of this.few) this.all[e] = s;
    }
    if (this.all) this.all[entry] = score;
    else this.few.set(entry, score);
  }

  add(entry: number, score: number): void {
    this.raise(entry, this.get(entry) + score);
  }

  copy(): Scores {
    const copy = new Scores(this.entries);
    for (const e of this.ids) copy.raise(e, this.get(e));
    return copy;
  }
}

// By the class of a term: whole name, part of it, whole field, part of it, label, prose. What a word is worth there, and what an entry gains
// when all that is typed is such a thing, or the beginning of one.
const worth = [7, 7, 4, 3, 2, 1];
const wholeGain = [20, 4, 8, 2, 2, 0];
const beginGain = [6, 1, 2, 0, 0, 0];
const beginWorth = worth.map((w) => w * 0.8);
// The same for words that differ in one or two characters.
const nearWorth = [1, 0.5, 0.35];
const nearGain = [20, 10, 8];

const maxWords = 8;
const maxSpan = 3;
const maxCompared = 48;
const few = 3;

/** Of these filters an entry has to fulfil one of several, of others each. */
const alternatives = new Set(["kind", "owner", "domain"]);

const typedWord = /[a-z]+:"[^"]*"?|\S+/g;
const typedFilter = /^(kind|owner|domain|tag|field|is):"?([^"]*)"?$/;

export function parse(text: string): Query {
  const query: Query = { filters: [], words: [], whole: { term: "", begins: false } };
  const rest: string[] = [];
  for (const [word] of text.matchAll(typedWord)) {
    const [, name, value] = typedFilter.exec(word) ?? [];
    if (name === undefined) rest.push(word);
    else if (key(value)) query.filters.push({ name, term: `:${name}:${key(value)}` });
  }
  const { parts, whole } = split(rest.join(" "));
  const open = text !== "" && !text.endsWith(" ");
  parts.slice(0, maxWords).forEach((term, i, all) => {
    const begins = open && i === all.length - 1;
    const same = query.words.find((w) => w.term === term);
    if (same) same.begins ||= begins;
    else query.words.push({ term, begins });
  });
  query.whole = { term: whole, begins: open };
  return query;
}

/** Returns the numbers of the entries that a query finds, best first; those after so many as are wanted may come in any order. */
export async function search(index: Index, text: string, wanted = Infinity): Promise<number[]> {
  const query = parse(text);
  const keep = await filter(index, query);
  if (!query.words.length) return (keep?.ids ?? []).sort((a, b) => a - b);
  const found = await Promise.all(query.words.map((w) => find(index, w, worth, beginWorth)));
  const gains = (await find(index, query.whole, wholeGain, beginGain)).scores;
  const result = order(choose(both(index, found), keep), gains, wanted);
  return result.length >= few ? result : guess(index, query, found.map((f) => f.scores), result, keep);
}

interface Found {
  scores: Scores;
  /** The word begins so many terms that only the first entries are known. */
  loose: boolean;
}

function span(index: Index, w: Word): [from: number, to: number, loose: boolean] {
  const from = index.shardOf(w.term);
  const to = w.begins ? index.shardOf(w.term + "\uFFFF") : from;
  return to - from >= maxSpan ? [from, from, true] : [from, to, false];
}

async function find(index: Index, w: Word, exact: number[], begin: number[]): Promise<Found> {
  const scores = new Scores(index.entries);
  const [from, to, loose] = span(index, w);
  if (loose) numbers(index.wide.get(w.term) ?? "", (n) => scores.raise(n, begin[1]));
  const shards = await Promise.all(range(from, to).map((n) => index.shard(n)));
  for (const { terms, postings } of shards) {
    for (let i = lowerBound(terms, w.term); i < terms.length; i++) {
      if (terms[i] === w.term) decode(postings[i], scores, exact);
      else if (w.begins && !loose && terms[i].startsWith(w.term)) decode(postings[i], scores, begin);
      else break;
    }
  }
  return { scores, loose };
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

function lowerBound(terms: string[], term: string): number {
  let low = 0;
  let high = terms.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (terms[mid] < term) low = mid + 1;
    else high = mid;
  }
  return low;
}

/** Returns the entries that the filters choose; undefined is all. */
export async function filter(index: Index, query: Query): Promise<Scores | undefined> {
  const groups = new Map<string, Scores>();
  for (const { name, term } of query.filters) {
    const { scores } = await find(index, { term, begins: false }, worth, worth);
    const id = alternatives.has(name) ? name : term;
    const group = groups.get(id) ?? new Scores(index.entries);
    for (const e of scores.ids) group.raise(e, scores.get(e));
    groups.set(id, group);
  }
  let keep: Scores | undefined;
  for (const group of groups.values()) keep = choose(group, keep);
  return keep;
}

function choose(found: Scores, keep?: Scores): Scores {
  if (!keep) return found;
  const chosen = new Scores(found.entries);
  for (const e of found.ids) if (keep.has(e)) chosen.raise(e, found.get(e));
  return chosen;
}

/** Adds up the scores of the entries that have every word. Loose words only add, unless there is no other. */
function both(index: Index, list: Found[]): Scores {
  if (list.length === 1) return list[0].scores;
  let found: Scores | undefined;
  for (const { scores, loose } of list) {
    if (loose) continue;
    if (!found) found = scores.copy();
    else {
      found = choose(found, scores);
      for (const e of found.ids) found.add(e, scores.get(e));
    }
  }
  const result = found ?? new Scores(index.entries);
  for (const { scores, loose } of list) {
    if (loose) for (const e of scores.ids) if (!found || found.has(e)) result.add(e, scores.get(e));
  }
  return result;
}

/** The entries, best first, and by their numbers among equals. There are few different scores, so that only numbers are sorted, where they are not yet. */
function order(found: Scores, gains?: Scores, wanted = Infinity): number[] {
  const groups = new Map<number, number[]>();
  for (const e of found.ids) {
    const score = found.get(e) + (gains?.get(e) ?? 0);
    const group = groups.get(score);
    if (group) group.push(e);
    else groups.set(score, [e]);
  }
  const result: number[] = [];
  for (const score of [...groups.keys()].sort((a, b) => b - a)) {
    const group = groups.get(score)!;
    const rising = result.length >= wanted || group.every((e, i) => i === 0 || group[i - 1] < e);
    for (const e of rising ? group : Uint32Array.from(group).sort()) result.push(e);
  }
  return result;
}

/** The number of mistakes that a word may have. */
const allowed = (term: string) => ([...term].length >= 9 ? 2 : [...term].length >= 5 ? 1 : 0);

/** Adds the entries with words like those of the query, as far as the shards that it needed hold them. */
async function guess(index: Index, query: Query, list: Scores[], result: number[], keep?: Scores): Promise<number[]> {
  const shards = await around(index, query);
  const some: Found[] = [];
  query.words.forEach((w, i) => {
    const scores = list[i].copy();
    const most = allowed(w.term);
    if (most) eachLike(shards, w, most, (d, postings) => decode(postings, scores, worth.map((n) => n * nearWorth[d])));
    if (scores.ids.length) some.push({ scores, loose: false });
  });
  let found = both(index, some);
  const whole = query.whole.term;
  const names = new Scores(index.entries);
  eachLike(shards, { term: whole, begins: false }, allowed(whole), (d, postings) => decode(postings, names, [nearGain[d], 0, 0, 0, 0, 0]), true);
  for (const e of names.ids) found.add(e, names.get(e));
  found = choose(found, keep);
  const first = order(found).slice(0, maxCompared);
  // All at once: one after the other waits for each file.
  await Promise.all(first.map((e) => names.has(e) || index.entry(e)));
  for (const e of first) {
    const d = names.has(e) ? -1 : distance([...whole], key((await index.entry(e)).title), allowed(whole), false);
    if (d >= 0) found.add(e, nearGain[d]);
  }
  const has = new Set(result);
  return [...result, ...order(found).filter((e) => !has.has(e))];
}

type Lines = { terms: string[]; postings: string[] }[];

/** The shards that a query needed. */
function around(index: Index, query: Query): Promise<Lines> {
  const needed = new Set<number>();
  for (const w of [...query.words, query.whole]) {
    const [from, to] = span(index, w);
    for (const n of range(from, to)) needed.add(n);
  }
  return Promise.all([...needed].map((n) => index.shard(n)));
}

function eachLike(shards: Lines, w: Word, most: number, hit: (d: number, postings: string) => void, same = false): void {
  const typed = [...w.term];
  for (const { terms, postings } of shards) {
    terms.forEach((term, i) => {
      const d = distance(typed, term, most, w.begins);
      if (d > 0 || (same && d === 0)) hit(d, postings[i]);
    });
  }
}

/** A character of two units. */
const pair = /[\uD800-\uDFFF]/;

/** Rows of the table of distances, used again for every pair: a query compares thousands. */
const rows: number[][] = [[], [], []];

/**
 * The number of characters to insert, delete, replace or swap with their neighbour until two words are the same, or the second begins with the
 * first; -1 where it is more than most, and for filters. Only pairs of beginnings are compared whose lengths differ by at most that: what a row
 * holds beside them is left from earlier, but for the two neighbours that are looked at.
 */
function distance(x: string[], b: string, most: number, begins: boolean): number {
  if (b[0] === ":") return -1;
  const y: string | string[] = pair.test(b) ? [...b] : b;
  const size = begins ? Math.min(y.length, x.length + most) : y.length;
  if (x.length > size + most || size > x.length + most) return -1;
  const far = most + 1;
  let [before, row, next] = rows;
  for (let j = 0; j <= far; j++) row[j] = j;
  let low = 0;
  for (let i = 0; i < x.length; i++) {
    const from = Math.max(0, i - most);
    const to = Math.min(size, i + far);
    low = next[from] = from === 0 && i < most ? i + 1 : far;
    next[to + 1] = far;
    for (let j = from; j < to; j++) {
      let d = x[i] === y[j] ? row[j] : Math.min(row[j + 1], next[j], row[j]) + 1;
      if (i > 0 && j > 0 && x[i] === y[j - 1] && x[i - 1] === y[j]) d = Math.min(d, before[j - 1] + 1);
      next[j + 1] = d;
      if (d < low) low = d;
    }
    if (low > most) return -1;
    [before, row, next] = [row, next, before];
  }
  const d = begins ? low : row[size];
  return d > most ? -1 : d;
}

/** Hands over rising numbers, which are written as the distances between them, to the base 36. */
function numbers(text: string, hit: (n: number) => void, from = 0, to = text.length): void {
  let last = 0;
  for (let i = from; i < to; i++) {
    let distance = 0;
    for (; i < to && text[i] !== ","; i++) {
      const c = text.charCodeAt(i);
      distance = distance * 36 + (c < 58 ? c - 48 : c - 87);
    }
    hit((last += distance));
  }
}

const isClass = (c: number) => c >= 65 && c <= 70;

/** Raises the score of each entry of a term to what its class is worth there; those that only the bitmap names are of the last one, which is worth the least. */
function decode(postings: string, scores: Scores, worths: number[]): void {
  const star = postings.indexOf("*");
  const end = star < 0 ? postings.length : star;
  for (let i = 0; i < end; ) {
    const score = worths[postings.charCodeAt(i) - 65];
    let to = i + 1;
    while (to < end && !isClass(postings.charCodeAt(to))) to++;
    if (score > 0) numbers(postings, (n) => scores.raise(n, score), i + 1, to);
    i = to;
  }
  if (star < 0 || !worths[5]) return;
  const bytes = atob(postings.slice(star + 1));
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes.charCodeAt(i);
    for (let j = 0; byte >> j; j++) if ((byte >> j) & 1) scores.raise(i * 8 + j, worths[5]);
  }
}
