// Where the reader is. One address for every view: real paths when served, behind # in a file (stemma report).
//
// In: the address bar and clicks on links. Out: `place`, which views read; `href` makes links from it.

export interface Place {
  /** The view: "start", "story" … */
  view: string;
  /** What stands behind it: "s1", an article's id; "" for lists. */
  subject: string;
  query: URLSearchParams;
}

/** A report keeps its data in the page itself. */
export const inFile = document.getElementById('stemma-data') !== null;

function read(): Place {
  const address = inFile ? location.hash.slice(1) || '/' : location.pathname + location.search;
  const [path = '/', search = ''] = address.split('?', 2);
  const [, view = '', ...rest] = path.split('/');
  let subject = rest.join('/');
  try {
    subject = decodeURIComponent(subject);
  } catch {
    // What can't be decoded is shown as it stands.
  }
  return { view: view || 'start', subject, query: new URLSearchParams(search) };
}

let current = $state<Place>(read());

export const router = {
  get place(): Place {
    return current;
  }
};

export type Query = Record<string, string | number | undefined>;

/** The address of a view, as it stands in a link. */
export function href(view: string, subject = '', query: Query = {}): string {
  return (inFile ? '#' : '') + address(view, subject, '', query);
}

/** The address of a view's data. */
export function dataAddress(view: string, subject = '', query: Query = {}, form: 'json' | 'csv' = 'json'): string {
  return address(view, subject, '.' + form, query);
}

function address(view: string, subject: string, ending: string, query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') parameters.set(name, String(value));
  }
  const path = view === 'start' && !ending ? '/' : '/' + view + (subject ? '/' + encodeURIComponent(subject) : '');
  const search = parameters.toString();
  return path + ending + (search ? '?' + search : '');
}

/** Goes to an address made by href; `stay` keeps what is seen where it is. */
export function go(target: string, stay = false): void {
  if (inFile) {
    location.hash = target.replace(/^#/, '');
    return;
  }
  history.pushState(null, '', target);
  current = read();
  if (!stay) window.scrollTo(0, 0);
}

addEventListener('popstate', () => (current = read()));
/** In a file, after a link, as opposed to going back, the reader starts at the top. */
let followed = false;
addEventListener('hashchange', () => {
  if (!inFile) return;
  current = read();
  if (followed) window.scrollTo(0, 0);
  followed = false;
});
// Plain links work as such; the router only spares the reload.
addEventListener('click', (event) => {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element | null)?.closest?.('a');
  if (inFile) {
    followed = !!link && !link.target && !('stay' in link.dataset);
    return;
  }
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
  if (link.pathname.endsWith('.json') || link.pathname.endsWith('.csv')) return;
  if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
  event.preventDefault();
  // Links within a picture leave the picture where it is.
  go(link.pathname + link.search + link.hash, 'stay' in link.dataset);
});
