/** Marks the section that is being read in the contents of the page. */
export function sectionSpy(): void {
  const links = new Map<string, HTMLAnchorElement>();
  for (const a of document.querySelectorAll<HTMLAnchorElement>(".toc a, .rail a")) links.set(decodeURIComponent(a.hash.slice(1)), a);
  const seen = new Set<string>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const e of entries) {
        if (e.isIntersecting) seen.add(e.target.id);
        else seen.delete(e.target.id);
      }
      const first = [...links.keys()].find((id) => seen.has(id));
      if (first === undefined) return;
      for (const [id, a] of links) a.classList.toggle("on", id === first);
    },
    { rootMargin: "-100px 0px -60% 0px" },
  );
  for (const id of links.keys()) {
    const target = document.getElementById(id);
    if (target) observer.observe(target);
  }
}
