/** Whether it was copied: pages on plain http may not write to the clipboard. */
export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

export const NOT_COPIED = 'This browser does not let the page copy. Mark the text and copy it.';
