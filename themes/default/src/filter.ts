/** Shows the fields above tables, each of which hides the rows without the words that are typed. */
export function tableFilters(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>(".filter[hidden]")) {
    const table = field.nextElementSibling as HTMLTableElement;
    const rows = [...table.querySelectorAll<HTMLTableRowElement>("tbody tr:not(.g)")];
    const texts = rows.map((row) => (row.textContent as string).toLowerCase());
    field.addEventListener("input", () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      rows.forEach((row, i) => (row.hidden = !words.every((word) => texts[i].includes(word))));
      for (const body of table.tBodies) body.hidden = ![...body.rows].some((row) => !row.hidden && !row.classList.contains("g"));
    });
    field.hidden = false;
  }
}
