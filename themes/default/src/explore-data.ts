// Loads the rows of the table of everything: classic scripts that call one function, so that they load from a disk too. See the package render/explore.

export interface Value {
  id: string;
  title: string;
  icon: string;
  /** The values that this one is a part of, itself first. */
  around: number[];
}

export interface Facet {
  name: string;
  title: string;
  values: Value[];
  /** What each row has: no value as -1, one as its number, several as a list. */
  rows: (number | number[])[];
}

export interface Data {
  titles: string[];
  versions: string[];
  paths: string[];
  producers: number[];
  consumers: number[];
  facets: Facet[];
  words: Map<string, string>;
}

type Root = [rows: number, parts: number, facets: [string, string, [string, string, string, number][] | null][], words: [string, string][]];
type Part = [string[], string[], string[], number[], number[], ...(number | number[])[][]];

/** A file that belongs to another build than the first one does. */
class Stale extends Error {
  constructor(readonly digest: string) {
    super("the table has changed");
  }
}

const waiting = new Map<number, (digest: string, data: unknown) => void>();
Object.assign(globalThis, { eventatlasExplore: (n: number, digest: string, data: unknown) => waiting.get(n)?.(digest, data) });

/** Loads the file of a number, and returns what stands for its build, and its data. */
function fetchPart(n: number, build: string): Promise<[digest: string, data: unknown]> {
  const script = document.createElement("script");
  const query = build && location.protocol !== "file:" ? `?${encodeURIComponent(build)}` : "";
  script.src = `${document.documentElement.dataset.root ?? ""}explore/${n ? `d/${n - 1}` : "root"}.js${query}`;
  return new Promise((done, fail) => {
    const lost = () => fail(new Error(`${script.src} cannot be loaded`));
    waiting.set(n, (digest, data) => done([digest, data]));
    script.onerror = lost;
    script.onload = () => {
      script.remove();
      lost(); // which says nothing where it is done
    };
    document.head.append(script);
  });
}

/** Loads everything; once more where the site was built anew meanwhile. */
export async function loadData(build = ""): Promise<Data> {
  try {
    return await loadBuild(build);
  } catch (error) {
    if (!(error instanceof Stale) || build) throw error;
    return loadData(error.digest);
  }
}

async function loadBuild(build: string): Promise<Data> {
  const [digest, root] = (await fetchPart(0, build)) as [string, Root];
  const parts = await Promise.all(
    Array.from({ length: root[1] }, async (_, i) => {
      const [of, part] = await fetchPart(i + 1, digest);
      if (of !== digest) throw new Stale(of);
      return part as Part;
    }),
  );
  const column = <T>(n: number) => parts.flatMap((part) => part[n] as T[]);
  return {
    titles: column(0), versions: column(1), paths: column(2), producers: column(3), consumers: column(4),
    facets: root[2].map(([name, title, values], i) => ({ name, title, values: valuesOf(values ?? []), rows: parts.flatMap((part) => part[5 + i] as (number | number[])[]) })),
    words: new Map(root[3]),
  };
}

function valuesOf(list: [string, string, string, number][]): Value[] {
  return list.map(([id, title, icon], n) => {
    const around = [n];
    for (let up = list[n][3]; up >= 0 && !around.includes(up); up = list[up][3]) around.push(up);
    return { id, title, icon, around };
  });
}
