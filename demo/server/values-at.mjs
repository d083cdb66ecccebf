/** Values at a dotted path, arrays walked through. */
export function valuesAt(node, path) {
  return path.split('.').reduce((nodes, key) => nodes.flatMap((each) => each?.[key] ?? []), [node]);
}
