/** A contract as plain text. Pure. */
import type { Paper, PaperBlock } from './paper-block.ts'

/** Lines end with a newline; a table has its columns parted by ` | `. */
export function renderText({ blocks }: Paper): string {
  return `${blocks.map(textOf).join('\n').trim()}\n`
}

function textOf(block: PaperBlock): string {
  switch (block.kind) {
    case 'title':
      return `${block.text}\n`
    case 'heading':
      return `\n${block.text}`
    case 'warning':
      return `!! ${block.text}`
    case 'table':
      return [block.head, ...block.rows].map((row) => `  ${row.join(' | ')}`).join('\n')
    default:
      return block.text
  }
}
