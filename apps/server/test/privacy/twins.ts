/** Each pair is one name to some database, locale or mail program (CVE-2019-19844): case, NFKC, NFC, spaces, what no eye can see. */
export const TWINS: readonly (readonly [name: string, twin: string])[] = [
  ['alice', 'ALICE'],
  ['bob', 'bob '],
  ['carol', ' carol'],
  ['office', 'oﬀice'],
  ['mike', 'mıke'],
  ['Kelvin', '\u212Aelvin'],
  ['rose', 'roſe'],
  ['strasse', 'straße'],
  ['istanbul', 'İstanbul'],
  ['dave', '\uFF44ave'],
  ['eve', 'eve\u200D'],
  ['fran\u00E7oise', 'franc\u0327oise'],
  ['heidi', 'heidi\u00AD'],
  ['grace', 'gr\u0430ce'],
  ['ivan', '\u{1D4F2}van'],
  ['judy', 'judy\u00A0'],
];
