import { idle } from "./load";

/**
 * Lays out what parts.css, and narrow.css of the cards of tables, leave out of sight: part by part, of cards several, while the browser has nothing else to do,
 * so that soon every height is the real one, and at once where somebody goes to a place of the page. Drawings keep waiting, for they have their height.
 */
export function lazyParts(): void {
  const parts = [...document.querySelectorAll<HTMLElement>(".lazy :is(.sec, .en, .sc > li, .steps > li, tr)")];
  const show = (n: number) => {
    for (const part of parts.splice(0, n)) part.style.contentVisibility = "visible";
  };
  const later = () => {
    show(parts[0]?.matches("tr") ? 8 : 1);
    if (parts[0]) idle(later);
  };
  idle(later);
  addEventListener("click", (e) => (e.target as Element).closest("a[href^='#']") && show(1e9));
}
