/** What is run inside of a captured page, as text: this side knows no document. Each gives plain values back. */

/** Document and text of one moment; roots in the shade that are open are written out. */
export const readDocument = `(() => {
  const roots = []
  const walk = (within) => {
    for (const element of within.querySelectorAll('*')) {
      if (!element.shadowRoot) continue
      roots.push(element.shadowRoot)
      walk(element.shadowRoot)
    }
  }
  walk(document)
  const root = document.documentElement
  const attributes = [...root.attributes].map(({ name, value }) =>
    ' ' + name + '="' + value.replaceAll('&', '&amp;').replaceAll('"', '&quot;') + '"')
  const inner = root.getHTML ? root.getHTML({ shadowRoots: roots }) : root.innerHTML
  return {
    url: location.href,
    title: document.title,
    language: root.lang || null,
    dom: '<!DOCTYPE html><html' + attributes.join('') + '>' + inner + '</html>',
    text: document.body ? document.body.innerText : '',
  }
})()`
export type ReadDocument = { url: string; title: string; language: string | null; dom: string; text: string }

/** Width and height of the whole page, CSS pixels. */
export const pageSize = `(() => {
  const { scrollWidth, scrollHeight } = document.documentElement
  return [Math.max(scrollWidth, innerWidth), Math.max(scrollHeight, innerHeight)]
})()`

/** @returns the page's height, once it has been scrolled to `top` */
export const scrollTo = (top: number): string =>
  `(() => { window.scrollTo(0, ${top}); return document.documentElement.scrollHeight })()`
