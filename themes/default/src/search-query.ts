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

type Scores = Map<number, number>;

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
const maxCompared = 64;
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

/** Returns the numbers of the entries that a query finds, best first. */
export async function search(index: Index, text: string): Promise<number[]> {
  const query = parse(text);
  const keep = await filter(index, query);
  if (!query.words.length) return [...(keep?.keys() ?? [])].sort((a, b) => a - b);
  const found = await Promise.all(query.words.map((w) => find(index, w, worth, beginWorth)));
  const gains = (await find(index, query.whole, wholeGain, beginGain)).scores;
  const all = both(found);
  for (const [e, score] of all) all.set(e, score + (gains.get(e) ?? 0));
  const result = order(choose(all, keep));
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
  const scores: Scores = new Map();
  const [from, to, loose] = span(index, w);
  if (loose) for (const n of numbers(index.wide.get(w.term) ?? "")) raise(scores, n, begin[1]);
  const shards = await Promise.all(range(from, to).map((n) => index.shard(n)));
  for (const { terms, postings } of shards) {
    for (let i = lowerBound(terms, w.term); i < terms.length; i++) {
      if (terms[i] === w.term) decode(postings[i], (e, c) => raise(scores, e, exact[c]));
      else if (w.begins && !loose && terms[i].startsWith(w.term)) decode(postings[i], (e, c) => raise(scores, e, begin[c]));
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

function raise(scores: Scores, entry: number, score: number): void {
  if (score > (scores.get(entry) ?? -1)) scores.set(entry, score);
}

/** Returns the entries that the filters choose; undefined is all. */
export async function filter(index: Index, query: Query): Promise<Scores | undefined> {
  const groups = new Map<string, Scores>();
  for (const { name, term } of query.filters) {
    const { scores } = await find(index, { term, begins: false }, worth, worth);
    const id = alternatives.has(name) ? name : term;
    const group = groups.get(id) ?? new Map();
    for (const [e, score] of scores) group.set(e, score);
    groups.set(id, group);
  }
  let keep: Scores | undefined;
  for (const group of groups.values()) keep = choose(group, keep);
  return keep;
}

function choose(found: Scores, keep?: Scores): Scores {
  if (keep) for (const e of found.keys()) if (!keep.has(e)) found.delete(e);
  return found;
}

/** Adds up the scores of the entries that have every word. Loose words only add, unless there is no other. */
function both(list: Found[]): Scores {
  let found: Scores | undefined;
  for (const { scores, loose } of list) {
    if (loose) continue;
    if (!found) found = new Map(scores);
    else for (const [e, score] of choose(found, scores)) found.set(e, score + scores.get(e)!);
  }
  const result: Scores = found ?? new Map();
  for (const { scores, loose } of list) {
    if (!loose) continue;
    for (const [e, score] of scores) if (!found || found.has(e)) result.set(e, (result.get(e) ?? 0) + score);
  }
  return result;
}

function order(found: Scores): number[] {
  return [...found].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([e]) => e);
}

/** The number of mistakes that a word may have. */
const allowed = (term: string) => ([...term].length >= 9 ? 2 : [...term].length >= 5 ? 1 : 0);

/** Adds the entries with words like those of the query, as far as the shards that it needed hold them. */
async function guess(index: Index, query: Query, list: Scores[], result: number[], keep?: Scores): Promise<number[]> {
  const shards = await around(index, query);
  const some: Found[] = [];
  query.words.forEach((w, i) => {
    const scores = new Map(list[i]);
    const most = allowed(w.term);
    if (most) eachLike(shards, w, most, (d, postings) => decode(postings, (e, c) => raise(scores, e, worth[c] * nearWorth[d])));
    if (scores.size) some.push({ scores, loose: false });
  });
  let found = both(some);
  const whole = query.whole.term;
  const names: Scores = new Map();
  eachLike(shards, { term: whole, begins: false }, allowed(whole), (d, postings) => decode(postings, (e, c) => c === 0 && raise(names, e, nearGain[d])), true);
  for (const [e, gain] of names) found.set(e, (found.get(e) ?? 0) + gain);
  found = choose(found, keep);
  for (const e of order(found).slice(0, maxCompared)) {
    const d = names.has(e) ? -1 : distance(whole, key((await index.entry(e)).title), allowed(whole), false);
    if (d >= 0) found.set(e, found.get(e)! + nearGain[d]);
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
  for (const { terms, postings } of shards) {
    terms.forEach((term, i) => {
      const d = distance(w.term, term, most, w.begins);
      if (d > 0 || (same && d === 0)) hit(d, postings[i]);
    });
  }
}

/**
 * The number of characters to insert, delete, replace or swap with their neighbour until two words are the same, or the second begins with the
 * first; -1 where it is more than most, and for filters.
 */
function distance(a: string, b: string, most: number, begins: boolean): number {
  // A character has at most two units, so that this comparison, which is cheap, leaves out nothing.
  if (b[0] === ":" || a.length > 2 * (b.length + most) || (!begins && b.length > 2 * (a.length + most))) return -1;
  const x = [...a];
  let y = [...b];
  if (x.length > y.length + most || (!begins && y.length > x.length + most)) return -1;
  if (begins) y = y.slice(0, x.length + most);
  let before: number[] = [];
  let row = Array.from({ length: y.length + 1 }, (_, j) => j);
  for (let i = 0; i < x.length; i++) {
    const next = [i + 1];
    let low = i + 1;
    for (let j = 0; j < y.length; j++) {
      let d = x[i] === y[j] ? row[j] : Math.min(row[j + 1], next[j], row[j]) + 1;
      if (i > 0 && j > 0 && x[i] === y[j - 1] && x[i - 1] === y[j]) d = Math.min(d, before[j - 1] + 1);
      next.push(d);
      if (d < low) low = d;
    }
    if (low > most) return -1;
    before = row;
    row = next;
  }
  const d = begins ? Math.min(...row) : row[y.length];
  return d > most ? -1 : d;
}

function numbers(text: string): number[] {
  let last = 0;
  return text ? text.split(",").map((d) => (last += parseInt(d, 36))) : [];
}

/** Hands over each entry of a term with its class; those that only the bitmap names are of the last one. */
function decode(postings: string, hit: (entry: number, where: number) => void): void {
  const [lists, bits] = postings.split("*");
  const seen = new Set<number>();
  for (const [, where, list] of lists.matchAll(/([A-F])([^A-F]*)/g)) {
    for (const n of numbers(list)) {
      hit(n, where.charCodeAt(0) - 65);
      if (bits) seen.add(n);
    }
  }
  if (!bits) return;
  const bytes = atob(bits);
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes.charCodeAt(i);
    for (let j = 0; byte >> j; j++) {
      const n = i * 8 + j;
      if ((byte >> j) & 1 && !seen.has(n)) hit(n, 5);
    }
  }
}
