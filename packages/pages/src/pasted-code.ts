/** Whoever copies by hand takes blanks, line ends or the whole link along. A code has none of them. */
export const cleanCode = (pasted: string): string => pasted.replace(/\s+/g, '').replace(/^.*#/, '');
