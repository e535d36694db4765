const space = 32;
const colon = 58;

/**
 * The number of characters to insert, delete, replace or swap with their neighbour until a word is a term, or what the term begins with: the table of
 * Wagner and Fischer with swaps, of which only the band is filled in where so few mistakes lie, after Ukkonen (1985). Terms come in order, so that a term has its
 * first rows in common with the one before, and most terms begin with too many mistakes like it.
 */
export class Distances {
  private readonly word: number[];
  private readonly far: number;
  /** rows[d][j] is what lies between the first d characters of the term and the first j of the word, or far. */
  private readonly rows: number[][];
  private readonly term: number[] = [];
  /** The least in the last column, up to each row. */
  private readonly least: number[];
  private depth = 0;
  /** Whether all that begins like the term so far has too many mistakes. */
  private over = false;

  constructor(word: string, private readonly most: number) {
    this.word = [...word].map((c) => c.codePointAt(0)!);
    const size = this.word.length;
    this.far = most + 1;
    this.rows = [Array.from({ length: size + 2 }, (_, j) => Math.min(j, this.far))];
    this.least = [this.rows[0][size]];
  }

  /** Reads a term that shares so many characters with the one before, up to the space behind it or as far as it matters; returns where it stops. */
  read(text: string, at: number, shared: number): number {
    if (this.over && shared >= this.depth) return at;
    this.depth = shared;
    this.over = false;
    for (let c; !this.over && (c = text.codePointAt(at)!) !== space; at += c > 0xffff ? 2 : 1) this.add(c);
    return at;
  }

  private add(c: number): void {
    const { word, most, far, rows, term } = this;
    const size = word.length;
    const d = ++this.depth;
    const row = (rows[d] ??= new Array<number>(size + 2).fill(far));
    const before = rows[d - 1];
    term[d] = c;
    const from = Math.max(1, d - most);
    const to = Math.min(size, d + most);
    let low = (row[from - 1] = from === 1 ? Math.min(d, far) : far);
    row[to + 1] = far;
    for (let j = from; j <= to; j++) {
      let n = word[j - 1] === c ? before[j - 1] : Math.min(before[j], row[j - 1], before[j - 1]) + 1;
      if (d > 1 && j > 1 && c === word[j - 2] && term[d - 1] === word[j - 1]) n = Math.min(n, rows[d - 2][j - 2] + 1);
      row[j] = n;
      if (n < low) low = n;
    }
    this.least[d] = Math.min(this.least[d - 1], to === size && from <= to ? row[size] : far);
    this.over = low > most || (d === 1 && c === colon);
  }

  /** The mistakes between the word and the term. */
  all(): number {
    return this.over ? this.far : this.rows[this.depth][this.word.length];
  }

  /** The fewest mistakes between the word and what the term begins with. */
  fewest(): number {
    return this.least[this.depth];
  }
}

/** The mistakes between two texts, or one more than so many. */
export function distance(a: string, b: string, most: number): number {
  const table = new Distances(a, most);
  table.read(b + " ", 0, 0);
  return table.all();
}
