/** A path with the parameters that say something. */
export function withQuery(path: string, parameters: Readonly<Record<string, string>>): string {
  const said = Object.entries(parameters).filter(([, value]) => value !== '');
  const query = new URLSearchParams(said).toString();
  return query === '' ? path : `${path}?${query}`;
}
