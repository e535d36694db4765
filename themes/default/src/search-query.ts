// Answers queries. render/search/query_test.go holds the same functions, with which the ranking is tested; a test in a browser compares both.
import { type Index, type Lines } from "./search-index";
import { type Answer, type Asked, decode, isFound, rank, Scores } from "./search-rank";
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

// By the class of a term: whole name, part of it, whole field, part of it, label, prose. What a word is worth there, and what an entry gains
// when all that is typed is such a thing, or the beginning of one. All are whole numbers, so that sums are exact and quick.
const worth = [140, 140, 80, 60, 40, 20];
const wholeGain = [400, 80, 160, 40, 40, 0];
const beginGain = [120, 20, 40, 0, 0, 0];
/** The beginning of a word, in hundredths of the word, and words that differ in none, one or two characters. */
const beginPart = 80;
const nearPart = [100, 50, 35];
const nearGain = [400, 200, 160];
const partOf = (percent: number) => worth.map((w) => (w * percent) / 100);
const beginWorth = partOf(beginPart);

const maxWords = 8;
const maxSpan = 2;
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

/** Answers a query, with so many entries as are wanted. */
export async function search(index: Index, text: string, wanted = Infinity): Promise<Answer> {
  const query = parse(text);
  // All at once, as each waits for files.
  const asked = Promise.all(query.words.map((w) => find(index, w, "words")));
  const [keep, found, gains] = await Promise.all([filter(index, query), asked, find(index, query.whole, "gains")]);
  if (!found.length) return keep.length ? rank({ all: [], keep }, wanted) : { ids: [], total: 0 };
  // Loose words only add, unless there is no other; there is one at most.
  const strict = found.filter((f) => !f.loose || found.length === 1).map((f) => f.scores);
  const loose = found.filter((f) => f.loose && found.length > 1).map((f) => f.scores);
  const answer = rank({ all: strict, keep, more: [...loose, gains.scores] }, wanted);
  return answer.total >= few ? answer : guess(index, query, found.map((f) => f.scores), answer, keep, wanted);
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

/** What terms score, by class: those that are a word, and those that begin with it. */
const scoring = { words: [worth, beginWorth], gains: [wholeGain, beginGain] };

/** How many answers are kept: those to the words of what is being typed, which are asked for again with each key. */
const maxKept = 16;
const kept = new WeakMap<Index, Map<string, Promise<Found>>>();

/** Scores the entries that have a word; nobody changes what it returns. */
function find(index: Index, w: Word, by: keyof typeof scoring): Promise<Found> {
  const known = kept.get(index) ?? new Map<string, Promise<Found>>();
  kept.set(index, known);
  const id = `${by} ${w.begins} ${w.term}`;
  let found = known.get(id);
  if (!found) {
    if (known.size >= maxKept) known.clear();
    found = collect(index, w, by);
    found.catch(() => known.delete(id));
    known.set(id, found);
  }
  return found;
}

async function collect(index: Index, w: Word, by: keyof typeof scoring): Promise<Found> {
  const [exact, begin] = scoring[by];
  const scores = new Scores(index.entries);
  if (!w.term) return { scores, loose: false };
  const [from, to, loose] = span(index, w);
  if (loose) {
    // The shard of the first character knows all beginnings with it that are as wide, so that the keys that follow need no other.
    const { heads } = await index.shard(index.shardOf(String.fromCodePoint(w.term.codePointAt(0)!)));
    const [answers, postings] = (heads.postings[heads.terms.indexOf(w.term)] ?? "!?").split("!");
    if (answers) decode("B" + answers, scores, begin);
    if (postings !== "?") {
      decode(postings, scores, exact);
      return { scores, loose };
    }
  }
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

/** Returns what the filters choose: an entry has to be in each; none is everything. */
async function filter(index: Index, query: Query): Promise<Scores[]> {
  const all = await Promise.all(query.filters.map(({ term }) => find(index, { term, begins: false }, "words")));
  const groups = new Map<string, Scores>();
  query.filters.forEach(({ name, term }, i) => {
    const id = alternatives.has(name) ? name : term;
    const group = groups.get(id);
    if (!group) groups.set(id, all[i].scores);
    else {
      const either = group.copy();
      either.merge(all[i].scores);
      groups.set(id, either);
    }
  });
  return [...groups.values()];
}

/** The number of mistakes that a word may have. */
const allowed = (term: string) => ([...term].length >= 9 ? 2 : [...term].length >= 5 ? 1 : 0);

/** Adds the entries with words like those of the query, as far as the shards that it needed hold them. */
async function guess(index: Index, query: Query, list: Scores[], exact: Answer, keep: Scores[], wanted: number): Promise<Answer> {
  const shards = await around(index, query);
  const near = query.words.map((w, i) => {
    const scores = list[i].copy();
    const most = allowed(w.term);
    if (most) eachLike(shards, w, most, (d, postings) => decode(postings, scores, partOf(nearPart[d])));
    return scores;
  });
  const whole = query.whole.term;
  const names = new Scores(index.entries);
  eachLike(shards, { term: whole, begins: false }, allowed(whole), (d, postings) => decode(postings, names, [nearGain[d], 0, 0, 0, 0, 0]), true);
  const asked: Asked = { all: near.filter((s) => s.ids.length), keep, names };
  const first = rank(asked, maxCompared).ids.filter((e) => !names.has(e));
  // All at once: one after the other waits for each file.
  const titles = await Promise.all(first.map(async (e) => key((await index.entry(e)).title)));
  titles.forEach((title, i) => {
    const d = distance([...whole], title, allowed(whole), false);
    if (d >= 0) names.raise(first[i], names.code(nearGain[d]));
  });
  const answer = rank(asked, wanted + few);
  const others = exact.ids.filter((e) => !isFound(asked, e)).length;
  return { ids: [...exact.ids, ...answer.ids.filter((e) => !exact.ids.includes(e))], total: answer.total + others };
}

/** The shards that a query needed. */
function around(index: Index, query: Query): Promise<Lines[]> {
  const needed = new Set<number>();
  for (const w of [...query.words, query.whole]) {
    const [from, to] = span(index, w);
    for (const n of range(from, to)) needed.add(n);
  }
  return Promise.all([...needed].map((n) => index.shard(n)));
}

function eachLike(shards: Lines[], w: Word, most: number, hit: (d: number, postings: string) => void, same = false): void {
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
