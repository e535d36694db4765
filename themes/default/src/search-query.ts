// Answers queries. render/search/query_test.go holds the same functions, with which the ranking is tested; a test in a browser compares both.
import { distance } from "./search-distance";
import { type Index, type Shard } from "./search-index";
import { type Answer, type Asked, isFound, rank } from "./search-rank";
import { decode, Scores } from "./search-scores";
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

/** What is found with what is here, and how to find more, where that takes dozens of files: worth it to who has stopped typing. */
export interface FirstAnswer extends Answer {
  better?: () => Promise<Answer>;
}

/** Answers a query, with so many entries as are wanted. */
export async function search(index: Index, text: string, wanted = Infinity): Promise<Answer> {
  const answer = await searchSoon(index, parse(text), wanted);
  return answer.better ? answer.better() : answer;
}

/** Answers a query while it is typed. */
export async function searchSoon(index: Index, query: Query, wanted: number): Promise<FirstAnswer> {
  // All at once, as each waits for files.
  const [keep, { all, more }] = await Promise.all([filter(index, query), terms(index, query)]);
  if (!all.length) return keep.length ? rank({ all, keep }, wanted) : { ids: [], total: 0 };
  const answer = rank({ all, keep, more }, wanted);
  return answer.total >= few ? answer : guess(index, query, answer, keep, wanted);
}

/** What an entry has to have of what is typed, and what adds to its score. */
async function terms(index: Index, { words, whole }: Query): Promise<{ all: Scores[]; more: Scores[] }> {
  // Where a word is all that is typed, what it is worth and what it gains are one.
  if (words.length === 1 && words[0].term === whole.term) return { all: [(await find(index, whole, "alone")).scores], more: [] };
  const asked = Promise.all(words.map((w) => find(index, w, "words")));
  const [found, gains] = await Promise.all([asked, find(index, whole, "gains")]);
  // Loose words only add, unless there is no other; there is one at most.
  const isStrict = ({ loose }: Found) => !loose || found.length === 1;
  const scores = (list: Found[]) => list.map((f) => f.scores);
  return { all: scores(found.filter(isStrict)), more: [...scores(found.filter((f) => !isStrict(f))), gains.scores] };
}

/** Loads what the next key needs, if it goes on as this one begins: the file of all that begins with the first character of a word. */
export function prepare(index: Index, { words }: Query): void {
  const word = words.at(-1);
  if (word && span(index, word)[2]) index.home(word.term).catch(() => undefined);
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

const sum = (a: number[], b: number[]) => a.map((n, i) => n + b[i]);

/** What terms score, by class: those that are a word, and those that begin with it. */
const scoring = { words: [worth, beginWorth], gains: [wholeGain, beginGain], alone: [sum(worth, wholeGain), sum(beginWorth, beginGain)] };

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
    const [answers, postings] = ((await index.head(w.term)) ?? "!?").split("!");
    if (answers) decode("B" + answers, scores, begin);
    if (postings !== "?") {
      decode(postings, scores, exact);
      return { scores, loose };
    }
  }
  for (const { terms } of await Promise.all(range(from, to).map((n) => index.shard(n)))) {
    const more = w.begins && !loose;
    terms.begin(w.term, (postings, whole) => {
      if (whole || more) decode(postings, scores, whole ? exact : begin);
      return !more;
    });
  }
  return { scores, loose };
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

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

/**
 * Adds the entries with words like those of the query, as far as the shards that it needed hold them. Names that lie elsewhere, because their first characters are
 * mistaken, are known from the records of what is found: where these are not here, the answer has a better one.
 */
async function guess(index: Index, query: Query, exact: Answer, keep: Scores[], wanted: number): Promise<FirstAnswer> {
  const shards = await around(index, query);
  const list = await Promise.all(query.words.map((w) => find(index, w, "words")));
  const near = query.words.map((w, i) => {
    const scores = list[i].scores.copy();
    const most = allowed(w.term);
    if (most) for (const { terms } of shards) terms.near(w.term, w.begins, most, (d, postings) => d && decode(postings, scores, partOf(nearPart[d])));
    return scores;
  });
  const whole = query.whole.term;
  const most = allowed(whole);
  const names = new Scores(index.entries);
  for (const { terms } of shards) terms.near(whole, false, most, (d, postings) => decode(postings, names, [nearGain[d], 0, 0, 0, 0, 0]));
  const asked: Asked = { all: near.filter((s) => s.ids.length), keep, names };
  const first = rank(asked, maxCompared).ids.filter((e) => !names.has(e));
  const answer = () => {
    for (const e of first.filter((n) => index.has(n))) {
      const d = distance(whole, key(index.entry(e).title), most);
      if (d <= most) names.raise(e, names.code(nearGain[d]));
    }
    const others = rank(asked, wanted + few);
    return { ids: [...exact.ids, ...others.ids.filter((e) => !exact.ids.includes(e))], total: others.total + exact.ids.filter((e) => !isFound(asked, e)).length };
  };
  const better = async () => (await index.load(first), answer());
  return first.every((n) => index.has(n)) ? answer() : { ...answer(), better };
}

/** The shards that a query needed. */
function around(index: Index, query: Query): Promise<Shard[]> {
  const needed = new Set<number>();
  for (const w of [...query.words, query.whole]) {
    const [from, to] = span(index, w);
    for (const n of range(from, to)) needed.add(n);
  }
  return Promise.all([...needed].map((n) => index.shard(n)));
}
