/** A contract as one HTML page that needs nothing beside it and prints on A4. Pure. */
import type { Paper, PaperBlock, PaperTable } from './paper-block.ts'

const style = [
  '@page{size:A4;margin:18mm 16mm}',
  'body{font:11pt/1.55 "Noto Serif CJK SC","Source Han Serif SC","Songti SC",SimSun,serif;color:#111;max-width:178mm;margin:0 auto;padding:10mm 0}',
  '@media print{body{padding:0;max-width:none}}',
  'h1{font-size:18pt;text-align:center;margin:0 0 4mm}',
  'h2{font-size:12pt;margin:6mm 0 1.5mm;break-after:avoid}',
  'p{margin:0 0 2mm}',
  '.note{font-size:9pt;color:#555;overflow-wrap:anywhere}',
  '.warning{border:1.5pt solid #a00;color:#a00;padding:1.5mm 3mm;font-weight:bold}',
  'table{border-collapse:collapse;width:100%;margin:1mm 0 3mm;font-size:10pt}',
  'th,td{border:.5pt solid #777;padding:1mm 2mm;text-align:left;vertical-align:top;overflow-wrap:anywhere}',
  'th{background:#f2f2f2}',
  'tr{break-inside:avoid}',
  '.figure{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}',
].join('')

/** Everything that a person wrote is escaped; the page loads and runs nothing. */
export function renderHtml({ language, title, blocks }: Paper): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'"
  return [
    `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<title>${escaped(title)}</title><style>${style}</style></head><body>`,
    ...blocks.map(htmlOf),
    '</body></html>',
  ].join('\n')
}

function htmlOf(block: PaperBlock): string {
  switch (block.kind) {
    case 'title':
      return `<h1>${escaped(block.text)}</h1>`
    case 'heading':
      return `<h2>${escaped(block.text)}</h2>`
    case 'table':
      return tableOf(block)
    case 'paragraph':
      return block.emphasised ? `<p><strong>${escaped(block.text)}</strong></p>` : `<p>${escaped(block.text)}</p>`
    default:
      return `<p class="${block.kind}">${escaped(block.text)}</p>`
  }
}

function tableOf({ head, rows, figures }: PaperTable): string {
  const cell = (tag: 'th' | 'td') => (text: string, at: number) =>
    `<${tag}${figures.includes(at) ? ' class="figure"' : ''}>${escaped(text)}</${tag}>`
  const row = (cells: readonly string[], tag: 'th' | 'td') => `<tr>${cells.map(cell(tag)).join('')}</tr>`
  return `<table><thead>${row(head, 'th')}</thead><tbody>${rows.map((cells) => row(cells, 'td')).join('')}</tbody></table>`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? '')
