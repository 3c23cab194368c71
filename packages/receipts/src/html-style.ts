/** How a receipt looks on screen and when a browser prints it. */
import type { ReceiptPaper } from './document.ts'

interface Sheet {
  /** For `@page`. A roll has no length that CSS could name: its size is left to the printer's driver. */
  readonly page: string
  readonly width: string
  readonly size: string
}

// Rolls of 58 and 80 mm are printed on 48 and 72 mm of their width.
const sheets: Readonly<Record<ReceiptPaper, Sheet>> = {
  '58mm': { page: 'margin: 0', width: '48mm', size: '9pt' },
  '80mm': { page: 'margin: 0', width: '72mm', size: '10pt' },
  A5: { page: 'size: A5; margin: 12mm', width: '124mm', size: '10.5pt' },
}

/** The style sheet of one document; nothing in it comes from the document but the name of the paper. */
export function receiptStyle(paper: ReceiptPaper): string {
  const { page, width, size } = sheets[paper]
  return `@page { ${page} }
* { box-sizing: border-box; margin: 0 }
body { font: ${size}/1.4 system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif; color: #000; background: #fff }
main { width: ${width}; margin: 0 auto; overflow-wrap: anywhere }
h1, h2 { text-align: center; line-height: 1.25; margin: 0.2em 0 }
h1 { font-size: 1.4em }
h2 { font-size: 1.15em }
p.centre { text-align: center }
hr { border: 0; border-top: 1px dashed #000; margin: 0.4em 0 }
dl { display: flex; flex-wrap: wrap; justify-content: space-between; column-gap: 1em; break-inside: avoid }
/* Names of any script keep their own direction, and the columns their sides. */
p, h1, h2, dt, dd { unicode-bidi: plaintext }
p, dt, dd { text-align: left }
dt { white-space: pre-wrap }
dd { margin-left: auto }
dd.amount { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
.strong { font-weight: 700 }
p.signature { margin-top: 3.5em; border-top: 1px solid #000 }
svg.qr { display: block; width: 28mm; height: 28mm; margin: 2mm auto }
@media screen { main { padding: 4mm 0 } }`
}
