const most = 4;
const least = 0.2;

/** The region that a drawing is seen through. It scrolls by itself, so that to zoom is to change the width of the drawing, and to move is to scroll. */
export class View {
  zoom = 1;
  /** Whether the window is filled. */
  full = false;
  private readonly width: number;
  private readonly height: number;

  constructor(
    readonly region: HTMLElement,
    readonly svg: SVGSVGElement,
    private readonly changed: () => void,
  ) {
    this.width = svg.width.baseVal.value;
    this.height = svg.height.baseVal.value;
    new ResizeObserver(() => this.measure()).observe(region);
    this.wheel();
    this.drag();
    this.pinch();
    region.addEventListener("scroll", changed, { passive: true });
  }

  /** The size at which all of it is seen: in the page at most its own. */
  get whole(): number {
    const { x, y } = this.padding;
    const across = (this.region.clientWidth - x) / this.width;
    return this.full ? Math.min(across, (this.region.clientHeight - y) / this.height, most) : Math.min(1, across);
  }

  /** Shows all of it; where all of it is seen, its own size. */
  fit(): void {
    this.set(Math.abs(this.zoom - this.whole) < 0.01 ? 1 : this.whole);
  }

  /** Changes the size so that a place of the window keeps what is there: by itself the middle of the region. */
  set(zoom: number, at = this.middle()): void {
    const before = this.svg.getBoundingClientRect();
    const fx = (at.x - before.left) / before.width;
    const fy = (at.y - before.top) / before.height;
    this.zoom = Math.min(most, Math.max(Math.min(least, this.whole), zoom));
    if (Math.abs(this.zoom - 1) < 0.02) this.zoom = 1;
    this.svg.style.width = this.zoom === 1 ? "" : `${this.width * this.zoom}px`;
    this.region.style.height = this.zoom > 1 && !this.full ? `${this.height + this.padding.y}px` : "";
    const after = this.svg.getBoundingClientRect();
    this.region.scrollBy(after.left + fx * after.width - at.x, after.top + fy * after.height - at.y);
    this.measure();
    this.changed();
  }

  /** What is in the middle of the region, in parts of the drawing. */
  get centre(): { x: number; y: number } {
    const at = this.middle();
    const box = this.svg.getBoundingClientRect();
    return { x: (at.x - box.left) / box.width, y: (at.y - box.top) / box.height };
  }

  set centre(to: { x: number; y: number }) {
    const now = this.centre;
    const box = this.svg.getBoundingClientRect();
    this.region.scrollBy((to.x - now.x) * box.width, (to.y - now.y) * box.height);
  }

  private get padding(): { x: number; y: number } {
    const s = getComputedStyle(this.region);
    return { x: parseFloat(s.paddingLeft) + parseFloat(s.paddingRight), y: parseFloat(s.paddingTop) + parseFloat(s.paddingBottom) };
  }

  private middle(): { x: number; y: number } {
    const box = this.region.getBoundingClientRect();
    return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  }

  private get overflows(): boolean {
    const r = this.region;
    return r.scrollWidth > r.clientWidth + 1 || r.scrollHeight > r.clientHeight + 1;
  }

  private measure(): void {
    // Whoever listens measures too, which costs nothing before the class is changed.
    const { overflows } = this;
    this.region.dispatchEvent(new Event("eventatlas-size"));
    this.region.classList.toggle("pan", overflows);
  }

  /** With Ctrl, which is also what a pinch on a touchpad is. */
  private wheel(): void {
    const turn = (e: WheelEvent) => {
      if (!e.ctrlKey && !e.metaKey) return;
      e.preventDefault();
      const lines = e.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      this.set(this.zoom * Math.exp(Math.max(-60, Math.min(60, -e.deltaY * lines)) / 240), { x: e.clientX, y: e.clientY });
    };
    this.region.addEventListener("wheel", turn, { passive: false });
  }

  private pinch(): void {
    let last = 0;
    const spread = (t: TouchList) => Math.hypot(t[0].clientX - t[1].clientX, t[0].clientY - t[1].clientY);
    this.region.addEventListener("touchstart", (e) => (last = e.touches.length === 2 ? spread(e.touches) : 0), { passive: true });
    const move = (e: TouchEvent) => {
      if (!last || e.touches.length !== 2) return;
      e.preventDefault();
      const [a, b] = e.touches;
      const now = spread(e.touches);
      this.set((this.zoom * now) / last, { x: (a.clientX + b.clientX) / 2, y: (a.clientY + b.clientY) / 2 });
      last = now;
    };
    this.region.addEventListener("touchmove", move, { passive: false });
  }

  /** Fingers scroll by themselves; a mouse takes hold of the drawing where there is more of it than is seen. */
  private drag(): void {
    const r = this.region;
    let from: PointerEvent | undefined;
    let moved = false;
    r.addEventListener("pointerdown", (e) => {
      moved = false;
      if (e.pointerType === "mouse" && e.button === 0 && this.overflows && r.contains(e.target as Element)) from = e;
    });
    r.addEventListener("pointermove", (e) => {
      if (!from) return;
      if (!moved && Math.hypot(e.clientX - from.clientX, e.clientY - from.clientY) < 5) return;
      moved = true;
      r.classList.add("held");
      r.setPointerCapture(e.pointerId);
      r.scrollBy(from.clientX - e.clientX, from.clientY - e.clientY);
      from = e;
    });
    const drop = () => {
      from = undefined;
      r.classList.remove("held");
    };
    r.addEventListener("pointerup", drop);
    r.addEventListener("pointercancel", drop);
    r.addEventListener("dragstart", (e) => from && e.preventDefault());
    // What was dragged was not pressed.
    const press = (e: Event) => {
      if (!moved) return;
      moved = false;
      e.preventDefault();
      e.stopImmediatePropagation();
    };
    r.addEventListener("click", press, true);
  }
}
