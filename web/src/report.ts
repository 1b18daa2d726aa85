// Data out of a report: one object from addresses to what they give. Lists stand there whole, so their pages, orders and
// searches are made here.

type Item = Record<string, unknown>;
interface List {
  total: number;
  offset: number;
  limit: number;
  items: Item[];
}

const PAGE = 50;

const number = (item: Item, key: string): number => Number(item[key] ?? 0);
// The undated come last.
const time = (item: Item): string => String(item.first_published ?? item.published ?? '\uffff');

const orders: Record<string, (x: Item, y: Item) => number> = {
  'stories size': (x, y) => number(y, 'articles') - number(x, 'articles'),
  'stories spread': (x, y) => number(y, 'outlets') - number(x, 'outlets') || number(y, 'articles') - number(x, 'articles'),
  'families size': (x, y) => number(y, 'reports') - number(x, 'reports'),
  'families spread': (x, y) => number(y, 'outlets') - number(x, 'outlets') || number(y, 'reports') - number(x, 'reports'),
  'articles size': (x, y) => number(y, 'takers') - number(x, 'takers'),
  'stories time': (x, y) => (time(x) < time(y) ? -1 : time(x) > time(y) ? 1 : 0),
  'articles time': (x, y) => (time(x) < time(y) ? -1 : time(x) > time(y) ? 1 : 0)
};

function isList(found: unknown): found is List {
  return typeof found === 'object' && found !== null && Array.isArray((found as List).items);
}

function page(list: List, name: string, query: URLSearchParams): List {
  let items = list.items;
  const words = query.get('q')?.toLowerCase();
  if (words) items = items.filter((item) => [item.title, item.text, item.name].some((text) => String(text ?? '').toLowerCase().includes(words)));
  for (const key of ['outlet', 'story']) {
    const wanted = query.get(key);
    if (wanted) items = items.filter((item) => item[key] === wanted);
  }
  const order = orders[name + ' ' + query.get('order')];
  if (order) items = [...items].sort(order);
  const offset = Number(query.get('offset') ?? 0);
  const limit = Number(query.get('limit') ?? PAGE);
  return { ...list, total: items.length, offset, limit, items: items.slice(offset, offset + limit) };
}

/** What the report has at an address; undefined where it holds nothing of the kind. */
export function fromReport(data: Record<string, unknown>, address: string): unknown {
  if (Object.hasOwn(data, address) && !isList(data[address])) return data[address];
  const [path = '', search = ''] = address.split('?', 2);
  if (!Object.hasOwn(data, path)) return undefined;
  const found = data[path];
  return isList(found) ? page(found, path.slice(1, -'.json'.length), new URLSearchParams(search)) : search ? undefined : found;
}
