/** A receipt as a page of its own: no script, nothing loaded from elsewhere. Pure. */
import type { Block } from './block.ts'
import { receiptStyle } from './html-style.ts'
import { blocksOf, type PrintableDocument, titleOf } from './printable.ts'
import { qrModules } from './qr-modules.ts'

/** A whole HTML document, which prints on the document's paper. Every text is escaped. */
export function renderHtml(document: PrintableDocument): string {
  return `<!doctype html>
<html lang="${document.language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(titleOf(document))}</title>
<style>
${receiptStyle(document.paper)}
</style>
</head>
<body>
<main>
${blocksOf(document).map(element).join('\n')}
</main>
</body>
</html>
`
}

function element(block: Block, index: number): string {
  switch (block.block) {
    case 'heading': {
      const tag = index === 0 ? 'h1' : 'h2'
      return `<${tag}>${escaped(block.text)}</${tag}>`
    }
    case 'centre':
      return `<p class="centre${block.strong ? ' strong' : ''}">${escaped(block.text)}</p>`
    case 'text':
      return `<p>${escaped(block.text)}</p>`
    case 'pair':
      return `<dl><dt>${escaped(block.label)}</dt><dd>${escaped(block.value)}</dd></dl>`
    case 'amount': {
      const strong = block.strong ? ' class="strong"' : ''
      return `<dl${strong}><dt>${escaped(block.label)}</dt><dd class="amount">${escaped(block.amount)}</dd></dl>`
    }
    case 'signature':
      return `<p class="signature">${escaped(block.label)}</p>`
    case 'rule':
      return '<hr>'
    case 'qr':
      return qrPicture(block.text)
  }
}

/** The white margin of four squares belongs to the code. */
function qrPicture(text: string): string {
  const { size, runs } = qrModules(text)
  const side = size + 8
  const path = runs.map(({ x, y, length }) => `M${x + 4} ${y + 4}h${length}v1h-${length}z`).join('')
  const label = escaped(text)
  return `<svg class="qr" viewBox="0 0 ${side} ${side}" role="img" aria-label="${label}" shape-rendering="crispEdges"><path d="${path}"/></svg>`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Fit for text and for attributes in quotes. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
