// Ranks entries by their scores.

import { bitsIn, inBits, type Scores, united } from "./search-scores";

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

// What is asked of thousands of entries for one key runs before a browser has made it fast: loops here have no iterators and call nothing, and a list is
// gone through once for each set of scores instead of each entry looked up in all of them.

const inEach = (list: Scores[], entry: number) => {
  for (let i = 0; i < list.length; i++) if (!list[i].has(entry)) return false;
  return true;
};

/** Whether an entry is found. */
export const isFound = ({ all, keep, names }: Asked, entry: number) => inEach(keep, entry) && ((inEach(all, entry) && !(names && !all.length)) || !!names?.has(entry));

/** What entries score. */
function scored({ all, more = [], names }: Asked, ids: number[]): number[] {
  const sums = new Array<number>(ids.length).fill(0);
  for (const s of all) s.addTo(sums, ids);
  if (names) ids.forEach((e, i) => inEach(all, e) || (sums[i] = 0));
  for (const s of names ? [...more, names] : more) s.addTo(sums, ids);
  return sums;
}

/**
 * Ranks the entries that are asked for, and by their numbers among equals. Where each term is one that many have, those that no list names score
 * least: they are counted, and looked at only where one of them may be among the wanted.
 */
export function rank(asked: Asked, wanted: number): Answer {
  const { all, keep, names, more = [] } = asked;
  // Who wants everything has everything looked at.
  const some = wanted < Infinity && !names;
  const answer = some && all.length === 1 && !keep.length ? rankOne(all[0], more, wanted) : undefined;
  if (answer) return answer;
  for (const s of [...all, ...keep, ...more]) s.complete();
  const members = names && !all.length ? [] : [...all, ...keep];
  const narrow = members.filter((s) => !s.layers.length).sort((a, b) => a.ids.length - b.ids.length)[0];
  const wide = members.length && !narrow ? together(members) : undefined;
  if (wide && some) {
    const best = ahead(asked, wide, wanted);
    if (best) return { ids: best, total: bitsIn(wide) };
  }
  const lists = [...(narrow ? [narrow] : members.length ? [...members, ...more] : []), ...(names ? [names] : [])];
  const ids = listed(lists, asked);
  const best = order(ids, scored(asked, ids), wanted);
  if (!wide) return { ids: best, total: ids.length };
  // Only what has such a name may be found without being in there.
  const total = bitsIn(wide) + (names ? ids.filter((e) => !inBits(wide, e)).length : 0);
  const missing = wanted - above(asked, best);
  if (missing <= 0) return { ids: best, total };
  // By rising numbers, until so many are found that nothing behind them comes before these.
  const bound = least(asked);
  let enough = 0;
  const first = numbersIn(wide, (e) => scored(asked, [e])[0] === bound && ++enough >= missing);
  const last = first[first.length - 1] ?? -1;
  const list = [...first, ...ids.filter((e) => e > last || !inBits(wide, e))];
  return { ids: order(list, scored(asked, list), wanted), total };
}

/** Ranks the entries of one set, of which most need not be looked at, or gives up where it has to look at those that no list names. */
function rankOne(one: Scores, more: Scores[], wanted: number): Answer | undefined {
  const asked = { all: [one], keep: [], more };
  const firsts = one.firsts(wanted);
  if (more.length) for (const s of [one, ...more]) s.complete();
  const ids = more.length ? one.among(united([firsts, ...more.map((s) => s.ids)], one.entries)) : firsts;
  const best = order(ids, scored(asked, ids), wanted);
  return one.layers.length && above(asked, best) < wanted ? undefined : { ids: best, total: one.size() };
}

/** Ranks the entries that have more than what is asked for, if there are enough of which each scores more than any other can. */
function ahead(asked: Asked, found: Uint32Array, wanted: number): number[] | undefined {
  const { all, more = [] } = asked;
  const ids = united(more.map((s) => s.ids), found.length * 32).filter((e) => inBits(found, e));
  if (ids.length < wanted) return undefined;
  const best = order(ids, scored(asked, ids), wanted);
  const most = all.reduce((sum, s) => sum + s.most(), 0);
  return scored(asked, best).every((score) => score > most) ? best : undefined;
}

/** What an entry scores that no list names. */
const least = ({ all, more = [] }: Asked) => [...all, ...more].reduce((sum, s) => sum + s.rest(), 0);

/** How many entries score more than those that no list names. */
function above(asked: Asked, ids: number[]): number {
  const bound = least(asked);
  return scored(asked, ids).filter((score) => score > bound).length;
}

/** The entries of some lists that are found, each once. */
function listed(lists: Scores[], asked: Asked): number[] {
  const { all, keep, names } = asked;
  if (!lists.length) return [];
  let ids = united(lists.map((s) => s.ids), lists[0].entries);
  if (names) return ids.filter((e) => isFound(asked, e));
  for (const s of [...all, ...keep]) if (lists.length > 1 || s !== lists[0]) ids = s.among(ids);
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

/** Returns so many entries as are wanted, those with the best scores first, and by their numbers among equals. */
function order(ids: number[], scores: number[], wanted: number): number[] {
  return wanted > fewWanted ? sorted(ids, scores, wanted) : leading(ids, scores, wanted);
}

/** There are few different scores, so that only numbers are sorted, where they are not yet. */
function sorted(ids: number[], scores: number[], wanted: number): number[] {
  const groups = new Map<number, number[]>();
  for (let i = 0; i < ids.length; i++) {
    const group = groups.get(scores[i]);
    if (group) group.push(ids[i]);
    else groups.set(scores[i], [ids[i]]);
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
function leading(ids: number[], scores: number[], wanted: number): number[] {
  const best: number[] = [];
  const own: number[] = [];
  // What comes behind all that are wanted: the last of them, once there are so many.
  let low = -1;
  let behind = Infinity;
  for (let i = 0; i < ids.length; i++) {
    const score = scores[i];
    if (score < low || (score === low && ids[i] > behind)) continue;
    let at = best.length;
    while (at > 0 && (own[at - 1] < score || (own[at - 1] === score && best[at - 1] > ids[i]))) at--;
    best.splice(at, 0, ids[i]);
    own.splice(at, 0, score);
    if (best.length > wanted) best.length = own.length = wanted;
    if (best.length === wanted) {
      low = own[wanted - 1];
      behind = best[wanted - 1];
    }
  }
  return best;
}
