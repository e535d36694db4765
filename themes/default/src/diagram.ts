import { copyText, say } from "./copy";
import { Bar, type Tool } from "./diagram-bar";
import { download, mermaid, standalone } from "./diagram-copy";
import { Graph, type Node } from "./diagram-graph";
import { legend } from "./diagram-legend";
import { Light } from "./diagram-light";
import { View } from "./diagram-view";
import { next, nextMessage } from "./diagram-walk";

/** From how many nodes on a drawing is worth searching. */
const many = 5;
/** For how many nodes, the first ones, the stylesheet has a rule that dims all but the neighbours of one. */
const ruled = 30;
const step = 1.25;
/** The words of the page for a drawing, in the order in which its figure has them. */
const names = ["drawing", "out", "in", "fit", "find", "path", "full", "more", "mermaid", "svg", "save", "only", "first", "second", "none"] as const;

/** A drawing of the page, with its buttons, its keys and its modes. */
export class Drawing {
  private readonly t: Record<(typeof names)[number], string>;
  private readonly region: HTMLElement;
  private readonly graph: Graph;
  private readonly view: View;
  private readonly light: Light;
  private readonly bar: Bar;
  private signs: SVGGElement[] = [];
  private readonly rich: boolean;
  /** Whether the nodes that are chosen next are the ends of a path. */
  private choosing = false;
  /** What had the focus before the search. */
  private before?: HTMLElement | SVGElement;
  private near?: Node;
  private timer = 0;

  constructor(
    private readonly figure: HTMLElement,
    private readonly svg: SVGSVGElement,
  ) {
    const words = (figure.dataset.words ?? "").split("|");
    this.t = Object.fromEntries(names.map((name, i) => [name, words[i] ?? name])) as typeof this.t;
    this.region = svg.parentElement as HTMLElement;
    this.graph = new Graph(svg);
    this.light = new Light(this.graph);
    this.rich = this.graph.nodes.length >= many;
    this.view = new View(this.region, svg, () => this.later());
    this.bar = new Bar(this.t.drawing, this.t.find, this.tools(), this.t.more, this.exports());
    figure.prepend(this.bar.box);
    this.listen();
  }

  /** Makes the legend something to choose from, which is measured and so costs a layout, and shows the drawing's state. */
  begin(): void {
    if (this.rich) this.signs = legend(this.svg, this.light, this.t.only, () => this.update());
    this.update();
    this.restore();
  }

  /** Takes up what the address says, if it says something of this drawing. */
  restore(): void {
    const [id, text] = inAddress();
    if (id !== this.svg.id) return;
    const state = new URLSearchParams(text);
    this.light.clear();
    this.light.query = this.bar.input.value = state.get("q") ?? "";
    for (const key of (state.get("only") ?? "").split(" ")) if (this.light.signs.has(key)) this.light.only.add(key);
    this.light.from = this.graph.byRef(state.get("from"));
    this.light.to = this.light.from && this.graph.byRef(state.get("to"));
    this.choosing = !!this.light.from;
    this.bar.input.hidden = !this.light.query;
    this.update();
    const [zoom, x, y] = (state.get("zoom") ?? "").split(" ").map((n) => Number(n) / 100);
    if (zoom > 0) this.view.set(zoom);
    if (zoom > 0 && x >= 0 && y >= 0) this.view.centre = { x, y };
    (this.figure.closest(".sec") ?? this.figure).scrollIntoView();
  }

  private tools(): Tool[] {
    const tools = [
      { icon: "minus", label: this.t.out, key: "-", press: () => this.zoom(1 / step) },
      { icon: "plus", label: this.t.in, key: "+", press: () => this.zoom(step) },
      { icon: "fit", label: this.t.fit, key: "0", press: () => this.view.fit() },
    ];
    if (this.rich) {
      tools.push({ icon: "search", label: this.t.find, key: "/", press: () => this.search(this.bar.input.hidden) });
      tools.push({ icon: "path", label: this.t.path, key: "p", press: () => this.choose(!this.choosing) });
    }
    if (document.fullscreenEnabled) tools.push({ icon: "full", label: this.t.full, key: "f", press: () => this.fill() });
    return tools;
  }

  private exports(): Tool[] {
    const copy = async (text: string, label: string) => (await copyText(text)) && say(label);
    const folder = location.pathname.split("/").slice(-2)[0];
    return [
      { icon: "copy", label: this.t.mermaid, press: () => void copy(mermaid(this.graph), this.t.mermaid) },
      { icon: "copy", label: this.t.svg, press: () => void copy(standalone(this.svg), this.t.svg) },
      { icon: "save", label: this.t.save, press: () => download(standalone(this.svg), `${decodeURIComponent(folder) || "drawing"}.svg`) },
    ];
  }

  private listen(): void {
    this.figure.addEventListener("keydown", (e) => this.key(e));
    this.figure.addEventListener("fullscreenchange", () => this.filled());
    this.bar.input.addEventListener("input", () => {
      this.light.query = this.bar.input.value.trim();
      this.update();
    });
    this.region.addEventListener("click", (e) => this.pick(e), true);
    if (this.graph.nodes.length <= ruled) return;
    for (const event of ["pointerover", "focusin", "pointerleave", "focusout"]) this.svg.addEventListener(event, (e) => this.neighbours(e));
  }

  private key(e: KeyboardEvent): void {
    const target = e.target as Element;
    if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || e.isComposing || target.closest("details")) return;
    const done = target === this.bar.input ? this.typed(e.key) : this.pressed(e.key, target);
    if (!done) return;
    e.preventDefault();
    // The slash opens the search of the site elsewhere.
    e.stopPropagation();
  }

  private typed(key: string): boolean {
    if (key === "Escape") return this.escape();
    if (key !== "Enter") return false;
    const stop = this.light.found[0];
    stop?.focus();
    stop?.scrollIntoView({ block: "nearest", inline: "nearest" });
    return true;
  }

  private pressed(key: string, target: Element): boolean {
    if (key === "Escape") return this.escape();
    if (key.startsWith("Arrow")) return this.walk(key, target);
    const tool = this.tools().find((t) => t.key === (key === "=" ? "+" : key));
    tool?.press();
    return !!tool;
  }

  private walk(key: string, target: Element): boolean {
    const node = this.graph.at(target);
    const stop = node ? next(this.graph, node, key)?.stop : target.matches(".e a") ? nextMessage(this.svg, target, key) : undefined;
    stop?.focus();
    return !!stop;
  }

  /** Leaves the innermost mode, and reports whether there was one. */
  private escape(): boolean {
    if (this.bar.open) this.bar.unfold(false);
    else if (!this.bar.input.hidden) this.search(false);
    else if (this.choosing) this.choose(false);
    else if (this.light.only.size) this.light.only.clear();
    else return false;
    this.update();
    return true;
  }

  private zoom(factor: number): void {
    this.view.set(this.view.zoom * factor);
  }

  private search(open: boolean): void {
    if (open) this.before = document.activeElement as HTMLElement;
    this.bar.search(open);
    if (!open) {
      this.light.query = this.bar.input.value = "";
      this.before?.focus();
    }
    this.update();
  }

  private choose(on: boolean): void {
    this.choosing = on;
    this.light.from = this.light.to = undefined;
    this.update();
  }

  private pick(e: Event): void {
    const node = this.choosing && this.graph.at(e.target);
    if (!node) return;
    e.preventDefault();
    const ends = this.light;
    if (ends.from && !ends.to && node !== ends.from) ends.to = node;
    else [ends.from, ends.to] = [node, undefined];
    this.update();
  }

  private neighbours(e: Event): void {
    const node = e.type.endsWith("over") || e.type === "focusin" ? this.graph.at(e.target) : undefined;
    if (node === this.near) return;
    this.near = node;
    if (node && node.index >= ruled) this.light.near(node);
    else this.light.show();
  }

  private fill(): void {
    void (document.fullscreenElement ? document.exitFullscreen() : this.figure.requestFullscreen());
  }

  private filled(): void {
    this.view.full = document.fullscreenElement === this.figure;
    this.figure.classList.toggle("full", this.view.full);
    this.view.set(this.view.full ? this.view.whole : 1);
    this.update();
  }

  private update(): void {
    this.light.show();
    for (const g of this.signs) g.ariaPressed = String(this.light.only.has(g.dataset.sign ?? ""));
    this.region.classList.toggle("pick", this.choosing);
    this.bar.press("search", !this.bar.input.hidden);
    this.bar.press("path", this.choosing);
    this.bar.press("full", this.view.full);
    this.bar.keep(this.light.on || this.choosing || !this.bar.input.hidden);
    this.bar.say(this.status());
    this.later();
  }

  private status(): string {
    const { from, to, way, query, only, found } = this.light;
    if (this.choosing && !from) return this.t.first;
    if (this.choosing && !to) return this.t.second;
    if (this.choosing) return way.length ? [way[0].from, ...way.map((e) => e.to)].map((n) => n.name).join(" → ") : this.t.none;
    return query || only.size ? `${found.length} / ${this.light.all}` : "";
  }

  /** Writes the state into the address, when nothing has happened for a moment. */
  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), 300);
  }

  private save(): void {
    const { query, only, from, to } = this.light;
    const { zoom, full } = this.view;
    const state = new URLSearchParams();
    if (query) state.set("q", query);
    if (only.size) state.set("only", [...only].join(" "));
    if (from) state.set("from", from.ref);
    if (to) state.set("to", to.ref);
    if (zoom !== 1 && !full) {
      const { x, y } = this.view.centre;
      state.set("zoom", [zoom, x, y].map((n) => Math.round(n * 100)).join(" "));
    }
    const text = state.toString();
    if (!text && inAddress()[0] !== this.svg.id) return;
    const address = location.href.split("#")[0] + (text && `#${this.svg.id}~${text}`);
    if (address === location.href) return;
    try {
      history.replaceState(history.state, "", address);
    } catch {
      // Some browsers keep the address of a file as it is.
    }
  }
}

/** The drawing that the address speaks of, and what it says. No id of a page holds a tilde. */
function inAddress(): [id: string, state: string] {
  const at = location.hash.indexOf("~");
  return at < 0 ? ["", ""] : [location.hash.slice(1, at), location.hash.slice(at + 1)];
}
