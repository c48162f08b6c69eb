/**
 * Text as it is compared in a search: the same for upper and lower case, however accents were typed,
 * and whatever the language of the browser (in Turkish the lower case of I is another letter).
 */
export function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .replaceAll('ς', 'σ')
    .replaceAll('i\u0307', 'i');
}
