import { idle } from "./load";

/**
 * Lays out what parts.css leaves out of sight, part by part while the browser has nothing else to do: a moment later every height is the real one, for
 * scrolling, for assistive technology and for what measures the page.
 */
export function lazyParts(): void {
  const parts = [...document.querySelectorAll<HTMLElement>(".lazy :is(.sec, .en, .sc > li, .steps > li)")];
  const next = () => {
    const part = parts.shift();
    if (!part) return;
    part.style.contentVisibility = "visible";
    idle(next);
  };
  next();
}
