/** What a text is found by; see Split in render/search, which makes the index with the same words. */
export interface Split {
  parts: string[];
  whole: string;
}

export interface FullSplit extends Split {
  compounds: string[];
}

const maxPart = 40;
const maxWhole = 64;

type Sort = "other" | "space" | "upper" | "lower" | "digit" | "ideograph" | "mark";

const ideograph = /[\u3041-\u30FA\u30FC-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF\u{20000}-\u{3FFFF}]/u;

/** What most names are made of, without asking for properties: of each title that a guess looks at every character is sorted. */
function sortOfASCII(code: number): Sort {
  if (code >= 97 && code <= 122) return "lower";
  if (code >= 65 && code <= 90) return "upper";
  if (code >= 48 && code <= 57) return "digit";
  return code === 32 || (code >= 9 && code <= 13) ? "space" : "other";
}

/** What a character is, as far as words begin and end with it. */
export function sortOf(c: string): Sort {
  if (c.charCodeAt(0) < 128) return sortOfASCII(c.charCodeAt(0));
  if (/\p{M}/u.test(c)) return "mark";
  if (ideograph.test(c)) return "ideograph";
  if (/[\p{Lu}\p{Lt}]/u.test(c)) return "upper";
  if (/\p{L}/u.test(c)) return "lower";
  if (/\p{N}/u.test(c)) return "digit";
  return /[\t-\r\p{Z}]/u.test(c) ? "space" : "other";
}

/** Removes what does not matter of a spelling, but for case, which says where words begin. */
function fold(text: string): string {
  return text.normalize("NFKD").replace(/[\u0300-\u036F]/g, "").normalize("NFKC");
}

const cut = (text: string, n: number) => (text.length <= n ? text : [...text].slice(0, n).join(""));

/** Takes a text apart into folded words: at what is neither letter nor digit, between letters and digits, before a capital letter. */
export function split(text: string): FullSplit {
  const chars = [...fold(text)];
  const sorts = chars.map(sortOf);
  const result: FullSplit = { parts: [], compounds: [], whole: "" };
  let chunk: string[] = [];
  let mixed = false;
  let start = 0;
  let end = 0;
  let last: Sort = "other";

  const endWord = () => {
    if (start === end) return;
    const word = chars.slice(start, end);
    start = end;
    const folded = word.join("").toLowerCase().replaceAll("ς", "σ");
    result.whole += folded;
    if (last === "ideograph") {
      mixed = true;
      if (word.length === 1) result.parts.push(word[0]);
      for (let i = 1; i < word.length; i++) result.parts.push(word[i - 1] + word[i]);
      return;
    }
    chunk.push(cut(folded, maxPart));
    result.parts.push(cut(folded, maxPart));
  };
  const endChunk = () => {
    endWord();
    const whole = chunk.join("");
    if (chunk.length > 1 && !mixed && [...whole].length <= maxPart) result.compounds.push(whole);
    chunk = [];
    mixed = false;
  };

  sorts.forEach((now, i) => {
    if (now === "mark" && end > start) {
      end = i + 1;
      return;
    }
    if (now === "other" || now === "mark" || now === "space") {
      endWord();
      if (now === "space") endChunk();
      start = end = i + 1;
      last = "other";
      return;
    }
    if (end > start && begins(last, now, sorts[i + 1])) {
      endWord();
      start = i;
    }
    end = i + 1;
    last = now;
  });
  endChunk();
  result.whole = cut(result.whole, maxWhole);
  return result;
}

function begins(last: Sort, now: Sort, next?: Sort): boolean {
  if (last === "upper" && now === "upper") return next === "lower";
  return !(last === "upper" && now === "lower") && last !== now;
}

/** The form of a text in which names are compared. */
export const key = (text: string) => split(text).whole;
