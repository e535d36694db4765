// Loads the index: classic scripts that call one function, so that it works from a disk too. See the package render/search.

import { Lines } from "./search-lines";

/** What a result shows. */
export interface Entry {
  icon: string;
  title: string;
  name: string;
  version: string;
  state: string;
  owner: string;
  domain: string;
  summary: string;
  path: string;
  /** The ids that it had, or "". */
  former: string;
}

type Sort = "root" | "t" | "d";
type Pairs = [string, string][];
type Root = [entries: number, chunk: number, firsts: string[], kinds: Pairs | null, words: Pairs | null, facets: Pairs, cards: string, heads: string];

interface Waiting {
  done(data: unknown): void;
  fail(error: Error): void;
}

/** A file that belongs to another build than the root does. */
class Stale extends Error {
  constructor(readonly digest: string) {
    super("the index has changed");
  }
}

const siteRoot = document.documentElement.dataset.root ?? "";
const waiting = new Map<string, Waiting>();
let digest = "";

/** Takes what a file of the index hands over. */
export function take(sort: string, n: number, of: string, data: unknown): void {
  const id = `${sort}/${n}`;
  const w = waiting.get(id);
  waiting.delete(id);
  if (sort === "root") digest = of;
  if (of === digest) w?.done(data);
  else w?.fail(new Stale(of));
}

/** Loads one file. Its address is made of a number alone, and of the digest of the build, so that no cache mixes two. */
function fetchPart(sort: Sort, n: number, build: string): Promise<unknown> {
  if (!Number.isSafeInteger(n) || n < 0) return Promise.reject(new Error("not a number of a file"));
  const script = document.createElement("script");
  const query = build && location.protocol !== "file:" ? `?${encodeURIComponent(build)}` : "";
  script.src = `${siteRoot}search/${sort === "root" ? "root" : `${sort}/${n}`}.js${query}`;
  return new Promise((done, fail) => {
    const lost = () => fail(new Error(`${script.src} cannot be loaded`));
    waiting.set(`${sort}/${n}`, { done, fail });
    script.onerror = lost;
    script.onload = () => {
      script.remove();
      if (waiting.delete(`${sort}/${n}`)) lost();
    };
    document.head.append(script);
  });
}

/** A range of the terms. */
export interface Shard {
  terms: Lines;
  /** What is known of beginnings that terms of many shards have: the first entries, "!", and the postings of the term or "?". */
  heads: Lines;
}

/** The index of one build, as far as it is loaded. */
export class Index {
  readonly kinds: Map<string, string>;
  readonly words: Map<string, string>;
  readonly facets: Pairs;
  readonly entries: number;
  /** What is known of a single character that terms of many shards begin with, as in Shard. */
  private readonly heads: Lines;
  /** The number of records in one file. */
  private readonly chunk: number;
  private readonly firsts: string[];
  private readonly build = digest;
  private readonly parts = new Map<string, Promise<unknown>>();
  /** The records that are here: those that came with a shard, and those of the files of records that are loaded. */
  private readonly records = new Map<number, string>();

  constructor([entries, chunk, firsts, kinds, words, facets, cards, heads]: Root) {
    this.entries = entries;
    this.chunk = chunk;
    this.firsts = firsts;
    this.kinds = new Map(kinds ?? []);
    this.words = new Map(words ?? []);
    this.facets = facets;
    this.heads = new Lines(heads);
    this.deal(cards);
  }

  /** The number of the shard that holds a term, if any does. */
  shardOf(term: string): number {
    let low = 1;
    let high = this.firsts.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (this.firsts[mid] <= term) low = mid + 1;
      else high = mid;
    }
    return low - 1;
  }

  /** What is known of a beginning that terms of many shards have: the shard of its first character knows all that are as wide, and the root that character. */
  async head(text: string): Promise<string | undefined> {
    const heads = text === firstOf(text) ? this.heads : (await this.home(text)).heads;
    return heads.of(text);
  }

  /** The shard of the first character of a beginning. */
  home(text: string): Promise<Shard> {
    return this.shard(this.shardOf(firstOf(text)));
  }

  shard(n: number): Promise<Shard> {
    return this.part("t", n, (data) => {
      const [terms, cards, heads] = data as [string, string, string];
      this.deal(cards);
      return { terms: new Lines(terms), heads: new Lines(heads) };
    });
  }

  private deal(cards: string): void {
    for (const card of linesIn(cards)) {
      const tab = card.indexOf("\t");
      this.records.set(parseInt(card.slice(0, tab), 36), card.slice(tab + 1));
    }
  }

  /** Whether the record of an entry is here, so that nothing has to be loaded for it. */
  has(n: number): boolean {
    return this.records.has(n);
  }

  /** Loads the records of entries that are not here: all at once, as one after the other waits for each file. */
  async load(list: number[]): Promise<void> {
    await Promise.all(list.filter((n) => !this.has(n)).map((n) =>
      this.part("d", Math.floor(n / this.chunk), (rows) => linesIn(rows as string).forEach((row, i) => this.records.set(n - (n % this.chunk) + i, row)))));
  }

  /** An entry whose record is here. */
  entry(n: number): Entry {
    const [icon, title, name, version, state, owner, domain, summary, path, former = ""] = this.records.get(n)!.split("\t");
    return { icon, title, name, version, state, owner, domain, summary, path, former };
  }

  /** Entries, once they are loaded. */
  async all(list: number[]): Promise<Entry[]> {
    await this.load(list);
    return list.map((n) => this.entry(n));
  }

  /** A text of the interface in the language of the site. */
  word(text: string): string {
    return this.words.get(text) ?? text;
  }

  private part<T>(sort: Sort, n: number, parse: (data: unknown) => T): Promise<T> {
    const id = `${sort}/${n}`;
    let part = this.parts.get(id) as Promise<T> | undefined;
    if (!part) {
      part = fetchPart(sort, n, this.build).then(parse);
      // What could not be loaded is tried again the next time.
      part.catch(() => this.parts.delete(id));
      this.parts.set(id, part);
    }
    return part;
  }
}

const firstOf = (text: string) => String.fromCodePoint(text.codePointAt(0)!);

const linesIn = (text: string) => text.split("\n").slice(0, -1);

let opened: Promise<Index> | undefined;

/** The index; it is loaded once, and again where it could not be. */
export function openIndex(build = ""): Promise<Index> {
  if (!opened || build) {
    opened = fetchPart("root", 0, build).then((root) => new Index(root as Root));
    opened.catch(() => (opened = undefined));
  }
  return opened;
}

/** Asks the index. Where the site was built anew meanwhile, it is opened again and asked once more. */
export async function ask<T>(question: (index: Index) => Promise<T>): Promise<T> {
  try {
    return await question(await openIndex());
  } catch (error) {
    if (!(error instanceof Stale)) throw error;
    return question(await openIndex(error.digest));
  }
}
