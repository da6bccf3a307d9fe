/** Text as it may stand in HTML, SVG or XML, between tags and in quoted values: everything foreign is text. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
