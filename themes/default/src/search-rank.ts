// The scores of entries and their order. What a term is listed with is decoded into them; see appendPostings in render/search.

/** The entries that have a term as a bitmap, where only the best of them are listed, and what those are worth that are not. */
interface Layer {
  bits: Uint32Array;
  score: number;
}

/** The scores of entries, all above 0. There are few different ones, so that an entry has the number of its score. */
export class Scores {
  /** The entries with a score of their own; others are in a layer. */
  readonly ids: number[] = [];
  readonly layers: Layer[] = [];
  private readonly codes: Uint8Array;
  private readonly values: number[] = [0];
  private every?: Uint32Array;

  constructor(readonly entries: number) {
    this.codes = new Uint8Array(entries);
  }

  has(entry: number): boolean {
    return this.codes[entry] > 0 || this.inLayers(entry);
  }

  private inLayers(entry: number): boolean {
    for (let i = 0; i < this.layers.length; i++) if (inBits(this.layers[i].bits, entry)) return true;
    return false;
  }

  get(entry: number): number {
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
    const old = this.codes[entry];
    if (old && this.values[old] >= this.values[code]) return;
    if (!old) this.ids.push(entry);
    this.codes[entry] = code;
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

  /** The most that an entry may have which is not listed. */
  rest(): number {
    return Math.max(0, ...this.layers.map((l) => l.score));
  }

  /** All entries as a bitmap, made once: it is asked for when nothing more is added. */
  all(): Uint32Array {
    if (this.every) return this.every;
    const every = new Uint32Array((this.entries + 31) >> 5);
    for (const { bits } of this.layers) for (let i = 0; i < every.length; i++) every[i] |= bits[i];
    for (const e of this.ids) every[e >> 5] |= 1 << (e & 31);
    return (this.every = every);
  }
}

const inBits = (bits: Uint32Array, n: number) => ((bits[n >> 5] >> (n & 31)) & 1) === 1;

/** What is asked of entries. */
export interface Asked {
  /** An entry has to be in each of these, and its scores there are added up. */
  all: Scores[];
  /** It has to be in each of these too, but scores nothing there. */
  keep: Scores[];
  /** What it is in besides adds to its score. */
  more?: Scores[];
  /** These are found even where they are not in all, score this besides, and have no layers. */
  names?: Scores;
}

/** What is found: the entries, best first, as far as they are wanted, and how many there are. */
export interface Answer {
  ids: number[];
  total: number;
}

// What is asked of thousands of entries for one key runs before a browser has made it fast: loops here have no iterators, and look at nothing twice.

const inEach = (list: Scores[], entry: number) => {
  for (let i = 0; i < list.length; i++) if (!list[i].has(entry)) return false;
  return true;
};

/** Whether an entry is found. */
export const isFound = ({ all, keep, names }: Asked, entry: number) => inEach(keep, entry) && ((inEach(all, entry) && !(names && !all.length)) || !!names?.has(entry));

/**
 * Ranks the entries that are asked for, and by their numbers among equals. Where each term is one that many have, those that no list names score
 * least: they are counted, and looked at only where one of them may be among the wanted.
 */
export function rank(asked: Asked, wanted: number): Answer {
  const { all, keep, names, more = [] } = asked;
  const add = (list: Scores[], e: number) => {
    let sum = 0;
    for (let i = 0; i < list.length; i++) sum += list[i].get(e);
    return sum;
  };
  const score = (e: number) => (!names || inEach(all, e) ? add(all, e) : 0) + add(more, e) + (names ? names.get(e) : 0);
  const members = names && !all.length ? [] : [...all, ...keep];
  const narrow = members.filter((s) => !s.layers.length).sort((a, b) => a.ids.length - b.ids.length)[0];
  const wide = members.length && !narrow ? together(members) : undefined;
  const lists = [...(narrow ? [narrow] : members.length ? [...members, ...more] : []), ...(names ? [names] : [])];
  const ids = listed(lists, asked);
  const best = order(ids, score, wanted);
  if (!wide) return { ids: best, total: ids.length };
  let total = bitsIn(wide);
  for (const e of ids) if (!inBits(wide, e)) total++;
  const bound = [...all, ...more].reduce((sum, s) => sum + s.rest(), 0);
  const missing = wanted - best.filter((e) => score(e) > bound).length;
  if (missing <= 0) return { ids: best, total };
  // By rising numbers, until so many are found that nothing behind them comes before these.
  let enough = 0;
  const first = numbersIn(wide, (e) => score(e) === bound && ++enough >= missing);
  const last = first[first.length - 1] ?? -1;
  return { ids: order([...first, ...ids.filter((e) => e > last || !inBits(wide, e))], score, wanted), total };
}

/** The entries of some lists that are found, each once. */
function listed(lists: Scores[], asked: Asked): number[] {
  const seen = new Uint8Array(lists[0]?.entries ?? 0);
  const ids: number[] = [];
  // Where nothing else is asked, an entry is found because it is listed.
  const only = !asked.keep.length && asked.all.length === 1 ? asked.all[0] : undefined;
  for (const list of lists) {
    for (let i = 0; i < list.ids.length; i++) {
      const e = list.ids[i];
      if (seen[e]) continue;
      seen[e] = 1;
      if (list === only || isFound(asked, e)) ids.push(e);
    }
  }
  return ids;
}

/** The entries that are in each of some sets, as a bitmap. */
function together(list: Scores[]): Uint32Array {
  if (list.length === 1) return list[0].all();
  const bits = list[0].all().slice();
  for (const s of list.slice(1)) {
    const others = s.all();
    for (let i = 0; i < bits.length; i++) bits[i] &= others[i];
  }
  return bits;
}

function bitsIn(bits: Uint32Array): number {
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

/** The numbers in a bitmap, up to one that is the last. */
function numbersIn(bits: Uint32Array, isLast: (n: number) => boolean): number[] {
  const numbers: number[] = [];
  for (let i = 0; i < bits.length; i++) {
    for (let word = bits[i]; word; word &= word - 1) {
      const n = i * 32 + 31 - Math.clz32(word & -word);
      numbers.push(n);
      if (isLast(n)) return numbers;
    }
  }
  return numbers;
}

/** How many are few enough to be kept in order while all others are looked at. */
const fewWanted = 20;

/** Returns so many as are wanted, best first, and by their numbers among equals. */
function order(ids: number[], score: (e: number) => number, wanted: number): number[] {
  return wanted > fewWanted ? sorted(ids, score, wanted) : leading(ids, score, wanted);
}

/** There are few different scores, so that only numbers are sorted, where they are not yet. */
function sorted(ids: number[], score: (e: number) => number, wanted: number): number[] {
  const groups = new Map<number, number[]>();
  for (const e of ids) {
    const own = score(e);
    const group = groups.get(own);
    if (group) group.push(e);
    else groups.set(own, [e]);
  }
  const result: number[] = [];
  for (const own of [...groups.keys()].sort((a, b) => b - a)) {
    if (result.length >= wanted) break;
    const group = groups.get(own)!;
    const rising = group.every((e, i) => i === 0 || group[i - 1] < e);
    for (const e of rising ? group : Uint32Array.from(group).sort()) result.push(e);
  }
  return result.slice(0, wanted);
}

/** Looks at each once: a key waits for it. */
function leading(ids: number[], score: (e: number) => number, wanted: number): number[] {
  const best: number[] = [];
  const scores: number[] = [];
  for (let i = 0; i < ids.length; i++) {
    const e = ids[i];
    const own = score(e);
    let at = best.length;
    if (at >= wanted && (own < scores[at - 1] || (own === scores[at - 1] && e > best[at - 1]))) continue;
    while (at > 0 && (scores[at - 1] < own || (scores[at - 1] === own && best[at - 1] > e))) at--;
    best.splice(at, 0, e);
    scores.splice(at, 0, own);
    if (best.length > wanted) best.length = scores.length = wanted;
  }
  return best;
}

const comma = 44;
const letterA = 65;

/**
 * Raises the score of each entry of a term to what its class is worth there: rising numbers, written as the distances between them to the base 36.
 * Those that only the bitmap names are of the last class, which is worth the least.
 */
export function decode(postings: string, scores: Scores, worths: number[]): void {
  const star = postings.indexOf("*");
  const end = star < 0 ? postings.length : star;
  let code = 0;
  let last = 0;
  let distance = 0;
  for (let i = 0; i <= end; i++) {
    const c = i < end ? postings.charCodeAt(i) : comma;
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
  if (star >= 0 && worths[5]) scores.layers.push({ bits: bitmap(postings, star + 1, scores.entries), score: worths[5] });
}

function bitmap(text: string, from: number, entries: number): Uint32Array {
  const bits = new Uint32Array((entries + 31) >> 5);
  const { fromBase64 } = Uint8Array as { fromBase64?: (text: string) => Uint8Array };
  if (fromBase64) new Uint8Array(bits.buffer).set(fromBase64(text.slice(from)));
  else [...atob(text.slice(from))].forEach((c, i) => (bits[i >> 2] |= c.charCodeAt(0) << ((i & 3) << 3)));
  return bits;
}
