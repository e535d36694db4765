/** Writes a number as the rest of the site does: with a thin space between thousands, from five digits on. */
export const number = (n: number) => (n < 10000 ? String(n) : String(n).replace(/\B(?=(\d{3})+$)/g, "\u202f"));
