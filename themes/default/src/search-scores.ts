// The scores of entries. What a term is listed with is decoded into them; see appendPostings in render/search.

const comma = 44;
const letterA = 65;

/** The entries that have a term as a bitmap, where only the best of them are listed, and what those are worth that are not. */
interface Layer {
  bits: Uint32Array;
  size: number;
  score: number;
}

/** The entries of one class of a term that very many have: rising numbers, of which the first are decoded. */
interface Run {
  text: string;
  at: number;
  end: number;
  code: number;
  list: number[];
  /** Whether a layer has these entries too. */
  layered: boolean;
}

/** The scores of entries, all above 0. There are few different ones, so that an entry has the number of its score. */
export class Scores {
  readonly layers: Layer[] = [];
  private readonly codes: Uint8Array;
  private readonly values: number[] = [0];
  /** The entries with a score of their own, but for those that came with runs; others are in a layer. */
  private readonly own: number[] = [];
  private readonly runs: Run[] = [];
  /** The entries that came with runs alone. */
  private readonly run: number[] = [];
  private joined?: number[];
  private every?: Uint32Array;

  constructor(readonly entries: number) {
    this.codes = new Uint8Array(entries);
  }

  /** All entries with a score of their own. */
  get ids(): number[] {
    this.complete();
    return this.runs.length ? (this.joined ??= this.own.concat(this.run)) : this.own;
  }

  /** Decodes what was put off. What is asked of single entries is right after that. */
  complete(): void {
    for (const run of this.runs) this.take(run, Infinity);
  }

  /** The entries of which no other has a score among the best so many: those with the lowest numbers of each run, and all that are in none. */
  firsts(wanted: number): number[] {
    for (const run of this.runs) this.take(run, wanted - run.list.length);
    return united([this.own, ...this.runs.map((run) => run.list.slice(0, wanted))], this.entries);
  }

  /** How many entries there are. */
  size(): number {
    if (!this.layers.length) return this.ids.length;
    if (this.layers.length > 1 || this.runs.some((run) => !run.layered)) return bitsIn(this.all());
    const [{ bits, size }] = this.layers;
    return size + this.own.filter((e) => !inBits(bits, e)).length;
  }

  has(entry: number): boolean {
    return this.codes[entry] > 0 || this.inLayers(entry);
  }

  private inLayers(entry: number): boolean {
    for (let i = 0; i < this.layers.length; i++) if (inBits(this.layers[i].bits, entry)) return true;
    return false;
  }

  private get(entry: number): number {
    let score = this.values[this.codes[entry]];
    for (let i = 0; i < this.layers.length; i++) {
      const layer = this.layers[i];
      if (layer.score > score && inBits(layer.bits, entry)) score = layer.score;
    }
    return score;
  }

  /** The number of a score, for raise. */
  code(score: number): number {
    const known = this.values.indexOf(score);
    return known < 0 ? this.values.push(score) - 1 : known;
  }

  /** Gives an entry the score of a number, unless it has a higher one. */
  raise(entry: number, code: number): void {
    if (this.isNew(entry, code)) this.own.push(entry);
  }

  private isNew(entry: number, code: number): boolean {
    const old = this.codes[entry];
    if (!old || this.values[old] < this.values[code]) this.codes[entry] = code;
    return !old;
  }

  /** Adds a run, which is decoded when it is needed. */
  later(run: Run): void {
    this.runs.push(run);
  }

  /** Decodes so many entries of a run. */
  private take(run: Run, most: number): void {
    const { list } = run;
    let at = run.at;
    let last = list.length ? list[list.length - 1] : 0;
    for (; at < run.end && most > 0; most--) {
      let distance = 0;
      for (let c; at < run.end && (c = run.text.charCodeAt(at)) !== comma; at++) distance = distance * 36 + c - (c < 58 ? 48 : 87);
      at++;
      last += distance;
      list.push(last);
      if (this.isNew(last, run.code)) this.run.push(last);
    }
    run.at = at;
  }

  /** Raises every entry to what it has in others. */
  merge(from: Scores): void {
    for (const e of from.ids) this.raise(e, this.code(from.values[from.codes[e]]));
    this.layers.push(...from.layers);
  }

  copy(): Scores {
    const copy = new Scores(this.entries);
    copy.merge(this);
    return copy;
  }

  /** Those of some entries that are here. */
  among(list: number[]): number[] {
    const found: number[] = [];
    const { codes } = this;
    const layered = this.layers.length > 0;
    for (let i = 0; i < list.length; i++) {
      const e = list[i];
      if (codes[e] > 0 || (layered && this.inLayers(e))) found.push(e);
    }
    return found;
  }

  /** Adds the scores of entries to sums, one by one. */
  addTo(sums: number[], list: number[]): void {
    const { codes, values } = this;
    const layered = this.layers.length > 0;
    for (let i = 0; i < list.length; i++) sums[i] += layered ? this.get(list[i]) : values[codes[list[i]]];
  }

  /** The most that an entry may have. */
  most(): number {
    return Math.max(...this.values, this.rest());
  }

  /** The most that an entry may have which is not listed. */
  rest(): number {
    return Math.max(0, ...this.layers.map((l) => l.score));
  }

  /** All entries as a bitmap, made once: it is asked for when nothing more is added. */
  all(): Uint32Array {
    if (this.every) return this.every;
    this.complete();
    const every = new Uint32Array((this.entries + 31) >> 5);
    this.layers.forEach(({ bits }, n) => {
      if (!n) every.set(bits);
      else for (let i = 0; i < every.length; i++) every[i] |= bits[i];
    });
    for (const list of [this.own, ...this.runs.filter((run) => !run.layered).map((run) => run.list)]) for (let i = 0; i < list.length; i++) every[list[i] >> 5] |= 1 << (list[i] & 31);
    return (this.every = every);
  }
}

/** Whether the bit of a number is set. */
export const inBits = (bits: Uint32Array, n: number) => ((bits[n >> 5] >> (n & 31)) & 1) === 1;

/** Marks entries while lists are united, and nothing at other times; it is kept, as it is as long as there are entries. */
let seen = new Uint8Array(0);

/** The numbers of some lists, of which each has a number once, each once. */
export function united(lists: number[][], entries: number): number[] {
  const filled = lists.filter((list) => list.length);
  if (filled.length < 2) return filled[0] ?? [];
  if (seen.length < entries) seen = new Uint8Array(entries);
  const ids: number[] = [];
  for (const list of filled) {
    for (let i = 0; i < list.length; i++) {
      if (seen[list[i]]) continue;
      seen[list[i]] = 1;
      ids.push(list[i]);
    }
  }
  for (let i = 0; i < ids.length; i++) seen[ids[i]] = 0;
  return ids;
}

/** How many bits are set. */
export function bitsIn(bits: Uint32Array): number {
  let n = 0;
  for (let i = 0; i < bits.length; i++) {
    // The bits of pairs, then of fours and of eights, each in its place; the product adds up the four bytes. After Warren, Hacker's Delight, 5-1.
    let w = bits[i];
    w -= (w >>> 1) & 0x55555555;
    w = (w & 0x33333333) + ((w >>> 2) & 0x33333333);
    n += Math.imul((w + (w >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return n;
}


/** How long the postings of a term are that are decoded as far as they are needed. */
const long = 1000;

/**
 * Raises the score of each entry of a term to what its class is worth there: rising numbers, written as the distances between them to the base 36.
 * Those that only the bitmap names are of the last class, which is worth the least.
 */
export function decode(postings: string, scores: Scores, worths: number[]): void {
  if (postings.length > long) decodeLater(postings, scores, worths);
  else decodeNow(postings, scores, worths);
}

function decodeNow(postings: string, scores: Scores, worths: number[]): void {
  let code = 0;
  let last = 0;
  let distance = 0;
  for (let i = 0; i <= postings.length; i++) {
    const c = i < postings.length ? postings.charCodeAt(i) : comma;
    if (c >= 97) distance = distance * 36 + c - 87;
    else if (c >= 48 && c < 58) distance = distance * 36 + c - 48;
    else {
      last += distance;
      distance = 0;
      if (code) scores.raise(last, code);
      if (c === comma) continue;
      const worth = worths[c - letterA];
      code = worth ? scores.code(worth) : 0;
      last = 0;
    }
  }
}

function decodeLater(text: string, scores: Scores, worths: number[]): void {
  const [listed, size, bits] = text.split(/[*:]/, 3);
  for (const { 0: run, index } of listed.matchAll(/[A-F][^A-F]*/g)) {
    const worth = worths[run.charCodeAt(0) - letterA];
    if (worth) scores.later({ text: listed, at: index + 1, end: index + run.length, code: scores.code(worth), list: [], layered: bits !== undefined });
  }
  if (bits && worths[5]) scores.layers.push({ bits: bitmap(bits, scores.entries), size: parseInt(size, 36), score: worths[5] });
}

function bitmap(text: string, entries: number): Uint32Array {
  const bits = new Uint32Array((entries + 31) >> 5);
  const { fromBase64 } = Uint8Array as { fromBase64?: (text: string) => Uint8Array };
  if (fromBase64) new Uint8Array(bits.buffer).set(fromBase64(text));
  else [...atob(text)].forEach((c, i) => (bits[i >> 2] |= c.charCodeAt(0) << ((i & 3) << 3)));
  return bits;
}
