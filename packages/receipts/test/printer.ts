/** A receipt printer of paper and pencil: carries out the commands that it knows, and refuses any other byte. */

export interface PrintedLine {
  readonly text: string
  readonly align: 'left' | 'centre'
  readonly bold: boolean
  readonly large: boolean
}

export interface Printout {
  readonly lines: readonly PrintedLine[]
  readonly qr: readonly string[]
  readonly drawer: readonly number[]
  readonly cuts: readonly string[]
  /** Everything in its order, for eyes. */
  readonly listing: string
}

export function print(bytes: Uint8Array): Printout {
  const lines: PrintedLine[] = []
  const qr: string[] = []
  const drawer: number[] = []
  const cuts: string[] = []
  const listing: string[] = []
  const state = { align: 'left' as 'left' | 'centre', bold: false, large: false, started: false, chinese: false }
  let text: number[] = []
  let style = { ...state }
  let stored = ''
  let at = 0
  const next = (): number => bytes[at++] ?? -1
  const note = (name: string): void => void listing.push(`<${name}>`)
  while (at < bytes.length) {
    const byte = next()
    if (byte === 0x0a) {
      const line = new TextDecoder('gb18030', { fatal: true }).decode(Uint8Array.from(text))
      lines.push({ text: line, align: style.align, bold: style.bold, large: style.large })
      listing.push(line)
      text = []
      continue
    }
    if (byte === 0x1b) {
      const command = String.fromCharCode(next())
      if (command === '@') state.started = true
      else if (command === 'a') state.align = next() === 1 ? 'centre' : 'left'
      else if (command === 'E') state.bold = next() === 1
      else if (command === 'p') drawer.push(next(), next(), next())
      else throw new Error(`ESC ${command} at ${at}`)
      if (command !== 'p' && text.length > 0 && command !== 'E') throw new Error('aligned within a line')
      note(command === 'a' ? state.align : command === 'E' ? (state.bold ? 'bold' : '/bold') : `ESC ${command}`)
      continue
    }
    if (byte === 0x1c && next() === 0x26) {
      state.chinese = true
      note('Chinese')
      continue
    }
    if (byte === 0x1d) {
      const command = String.fromCharCode(next())
      if (command === '!') {
        state.large = next() === 0x11
        note(state.large ? 'large' : '/large')
      } else if (command === 'V') {
        cuts.push(next() === 65 ? 'full' : 'partial')
        next()
        note(`cut ${cuts.at(-1)}`)
      } else if (command === '(' && next() === 0x6b) {
        const length = next() + next() * 256
        const given = bytes.slice(at, at + length)
        at += length
        if (given[1] === 80) stored = new TextDecoder('utf-8', { fatal: true }).decode(given.slice(3))
        if (given[1] === 81) qr.push(stored)
        if (given[1] === 81) note(`QR ${stored}`)
      } else throw new Error(`GS ${command} at ${at}`)
      continue
    }
    if (byte < 0x20 || byte === 0x7f) throw new Error(`control byte ${byte} at ${at}`)
    if (!state.started || !state.chinese) throw new Error('text before the printer was set up')
    if (text.length === 0) style = { ...state }
    text.push(byte)
    if (byte >= 0x80) {
      const trail = next()
      text.push(trail)
      if (trail >= 0x30 && trail <= 0x39) text.push(next(), next())
    }
  }
  if (text.length > 0) throw new Error('a line without an end')
  return { lines, qr, drawer, cuts, listing: `${listing.join('\n')}\n` }
}
