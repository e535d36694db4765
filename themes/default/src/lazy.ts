import { idle, used } from "./load";

/**
 * Lays out what parts.css leaves out of sight, once the page is used: part by part while the browser has nothing else to do, so that soon every height is the
 * real one, and at once where somebody goes to a place of the page.
 */
export function lazyParts(): void {
  const parts = [...document.querySelectorAll<HTMLElement>(".lazy :is(.sec, .en, .sc > li, .steps > li)")];
  const next = () => {
    const part = parts.shift();
    if (part) part.style.contentVisibility = "visible";
    return part;
  };
  const later = () => next() && idle(later);
  void used.then(later);
  addEventListener("click", (e) => {
    if ((e.target as Element).closest("a[href^='#']")) while (next());
  });
}
