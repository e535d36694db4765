/** Calls a function when the browser has nothing else to do. */
export const idle = (f: () => void) => (window.requestIdleCallback ?? setTimeout)(f);

/**
 * The first sign that somebody is there. What nobody misses before that waits for it: a page that is opened and read as it is then costs a phone nothing more,
 * and the browser has the time for what is seen.
 */
export const used = new Promise<unknown>((done) => {
  for (const sign of ["pointermove", "pointerdown", "scroll", "keydown", "focusin"]) addEventListener(sign, done, { once: true });
});

const loading = new Map<string, Promise<void>>();

/**
 * Loads an asset whose name begins with load-, once: a script, or a stylesheet. Its name holds a part of its hash, so the page lists the
 * real names; the promise fails where there is no such asset or it cannot be read.
 */
export function load(name: string): Promise<void> {
  let promise = loading.get(name);
  if (!promise) loading.set(name, (promise = begin(name)));
  return promise;
}

function begin(name: string): Promise<void> {
  const [stem, ext] = name.split(".");
  const { root = "", load: names = "" } = document.documentElement.dataset;
  const file = names.split(" ").find((n) => n.match(`^load-${stem}\\..*${ext}$`));
  if (!file) return Promise.reject(Error(name));
  const element = ext === "css" ? Object.assign(document.createElement("link"), { rel: "stylesheet", href: `${root}assets/${file}` }) : Object.assign(document.createElement("script"), { src: `${root}assets/${file}` });
  return new Promise((done, fail) => {
    element.onload = () => done();
    element.onerror = () => fail(Error(file));
    document.head.append(element);
  });
}
