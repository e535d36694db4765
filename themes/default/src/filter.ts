/** Puts a field above each table that wants one, which hides the rows without the words that are typed. */
export function tableFilters(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>("table[data-filter]")) {
    const rows = [...table.querySelectorAll<HTMLTableRowElement>("tbody tr:not(.g)")];
    if (rows.length < 8) continue;
    const field = document.createElement("input");
    field.type = "search";
    field.className = "filter";
    field.placeholder = field.ariaLabel = table.dataset.filter || "Filter";
    const texts = rows.map((row) => (row.textContent ?? "").toLowerCase());
    field.addEventListener("input", () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      rows.forEach((row, i) => (row.hidden = !words.every((word) => texts[i].includes(word))));
      for (const body of table.tBodies) body.hidden = ![...body.rows].some((row) => !row.hidden && !row.classList.contains("g"));
    });
    table.before(field);
  }
}
