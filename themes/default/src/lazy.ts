import { idle } from "./load";

/**
 * Lays out what parts.css, and narrow.css of the cards of tables, leave out of sight: part by part, of cards several, while the browser has nothing else to do,
 * so that soon every height is the real one, and at once where somebody goes to a place of the page.
 */
export function lazyParts(): void {
  const cards = matchMedia("(max-width: 52rem)").matches ? ",tr" : "";
  const parts = [...document.querySelectorAll<HTMLElement>(`.lazy :is(.sec,.en,.sc>li,.steps>li${cards})`)];
  const all = () => document.documentElement.classList.remove("lazy");
  const later = () => {
    for (const part of parts.splice(0, parts[0]?.matches("tr") ? 8 : 1)) part.style.contentVisibility = "visible";
    if (parts[0]) idle(later);
    else all();
  };
  idle(later);
  addEventListener("click", (e) => (e.target as Element).closest("[href^='#']") && all());
}
