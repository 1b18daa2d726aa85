// Gets a view's data: from the server, or, in a report, from the page itself.
import { fromReport } from './report';

let inlined: Record<string, unknown> | undefined;

export class DataError extends Error {}

export async function load<T>(address: string, signal?: AbortSignal): Promise<T> {
  const element = document.getElementById('stemma-data');
  if (element) {
    inlined ??= JSON.parse(element.textContent ?? '{}') as Record<string, unknown>;
    const found = fromReport(inlined, address);
    if (found === undefined) throw new DataError('This report does not hold this page; stemma serve shows all of it.');
    return found as T;
  }
  const response = await fetch(address, { signal, headers: { Accept: 'application/json' } });
  const text = await response.text();
  if (!response.ok) {
    let message = text;
    try {
      message = (JSON.parse(text) as { error: { message: string } }).error.message;
    } catch {
      // Not JSON: one line of plain text.
    }
    throw new DataError(message || response.statusText);
  }
  return JSON.parse(text) as T;
}
