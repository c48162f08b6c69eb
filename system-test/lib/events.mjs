/** What has happened first under each name, or will. */
export function first() {
  const known = new Map();
  const entry = (name) => {
    if (!known.has(name)) known.set(name, deferred());
    return known.get(name);
  };
  return {
    add: (name, value) => entry(name).resolve(value),
    get: (name) => entry(name).promise,
  };
}

function deferred() {
  const one = {};
  one.promise = new Promise((resolve) => (one.resolve = resolve));
  return one;
}
