/** Shows the copy buttons and makes them work; where the clipboard is out of reach they select the text instead. */
export function copyButtons(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>(".copy")) {
    // Pages on a disk cannot read what lies beside them.
    if (button.hasAttribute("data-copy-from") && !location.protocol.startsWith("http")) {
      button.remove();
      continue;
    }
    button.hidden = false;
    button.addEventListener("click", () => void copy(button));
  }
}

/** Lets a press on the link beside a field copy the whole address of the field, beside leading to it as any link does. */
export function copyAddresses(): void {
  document.addEventListener("click", (e) => {
    const link = (e.target as Element).closest?.<HTMLAnchorElement>("a.an");
    if (link && !e.ctrlKey && !e.metaKey && !e.shiftKey) void copyText(link.href).then((done) => done && say(link.ariaLabel as string));
  });
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const block = button.hasAttribute("data-copy-code") ? button.closest("figure")?.querySelector("pre") : null;
  const from = button.dataset.copyFrom;
  const text = from ? await read(from) : block ? block.textContent : button.dataset.copy;
  if (!text || !(await copyText(text))) return;
  button.classList.add("done");
  say(button.ariaLabel as string);
  setTimeout(() => button.classList.remove("done"), 1500);
}

/** Reads a file beside the page; "" where it cannot be had. */
async function read(path: string): Promise<string> {
  try {
    const answer = await fetch(path);
    return answer.ok ? await answer.text() : "";
  } catch {
    return "";
  }
}

/** Puts a text on the clipboard, and reports whether it is there. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

/** Says that something was copied, to assistive technology too; a theme without a word for that says what. */
export function say(label: string): void {
  const live = document.querySelector<HTMLElement>(".live");
  if (!live) return;
  live.textContent = "✓ " + (live.dataset.copied ?? label);
  setTimeout(() => (live.textContent = ""), 1500);
}
