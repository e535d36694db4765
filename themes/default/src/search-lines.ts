import { Distances } from "./search-distance";

const space = 32;

/**
 * Terms in order with what belongs to each, as text: of the thousands in a file a query asks for few, so that nothing is made of the others. Each line has
 * the number of characters that it shares with the term before, to the base 36, the rest of the term, a space and its postings.
 */
export class Lines {
  constructor(private readonly text: string) {}

  /** Hands over the postings of each term that begins with a prefix, and whether that is all of it, until it is told that this is enough. */
  begin(prefix: string, isEnough: (postings: string, whole: boolean) => boolean): void {
    const { text } = this;
    // How many characters of the prefix the term before begins with: it comes before the prefix, until it begins with all of it.
    let same = 0;
    for (let at = 0; at < text.length; ) {
      const shared = sharedAt(text, at);
      const end = text.indexOf("\n", at);
      if (shared <= same || same === prefix.length) {
        let rest = at + 1;
        same = Math.min(shared, prefix.length);
        while (same < prefix.length && text.charCodeAt(rest) === prefix.charCodeAt(same)) rest++, same++;
        if (same < prefix.length ? text.charCodeAt(rest) > prefix.charCodeAt(same)
          : isEnough(text.slice(text.indexOf(" ", rest) + 1, end), shared <= same && text.charCodeAt(rest) === space)) return;
      }
      at = end + 1;
    }
  }

  /** What belongs to a term. */
  of(term: string): string | undefined {
    let found: string | undefined;
    this.begin(term, (postings, whole) => {
      if (whole) found = postings;
      return true;
    });
    return found;
  }

  /**
   * Hands over the postings of each term that a word becomes with no more than so many mistakes, or which begins with what it becomes, and with how many; terms
   * of filters are left out.
   */
  near(word: string, begins: boolean, most: number, hit: (mistakes: number, postings: string) => void): void {
    const { text } = this;
    const table = new Distances(word, most);
    for (let at = 0; at < text.length; ) {
      const end = text.indexOf("\n", at);
      const rest = table.read(text, at + 1, sharedAt(text, at));
      const mistakes = begins ? table.fewest() : table.all();
      if (mistakes <= most) hit(mistakes, text.slice(text.indexOf(" ", rest) + 1, end));
      at = end + 1;
    }
  }
}

function sharedAt(text: string, at: number): number {
  const c = text.charCodeAt(at);
  return c - (c < 58 ? 48 : 87);
}
