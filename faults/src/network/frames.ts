/** What a client sends to its server, message by message: as much of the protocols as is needed to know a commit. */

export type Meaning = 'begin' | 'statement' | 'commit' | 'other'

export interface Frame {
  readonly bytes: Buffer
  readonly meaning: Meaning
  /** Whether the server answers now: a statement may take several messages. */
  readonly endsUnit: boolean
}

export interface Framing {
  /** Cuts what came into whole messages; the rest waits for more. One for each connection. */
  reader(): (chunk: Buffer) => readonly Frame[]
  /** Whether the end of a commit is told in what a server sends. */
  tellsCommitted(chunk: Buffer): boolean
}

/** https://www.postgresql.org/docs/current/protocol-message-formats.html */
export const postgresFraming: Framing = {
  reader() {
    let started = false
    let inUnit = false
    return whole((waiting) => {
      // The first message has no type.
      const lead = started ? 1 : 0
      if (waiting.length < lead + 4) return undefined
      const size = lead + waiting.readInt32BE(lead)
      if (waiting.length < size) return undefined
      const bytes = waiting.subarray(0, size)
      if (!started) {
        started = true
        return { bytes, meaning: 'other', endsUnit: true }
      }
      const type = String.fromCharCode(bytes[0] ?? 0)
      // A query of one message, or the first of several: the name of what is prepared stands before its text.
      if (type === 'Q') return { bytes, meaning: meaningOf(bytes.subarray(5)) ?? 'statement', endsUnit: true }
      if (type === 'P') {
        const meaning = meaningOf(bytes.subarray(bytes.indexOf(0, 5) + 1))
        inUnit = meaning !== undefined
        return { bytes, meaning: meaning ?? 'other', endsUnit: false }
      }
      if (type === 'E') return { bytes, meaning: inUnit ? 'other' : 'statement', endsUnit: false }
      if (type === 'S') inUnit = false
      return { bytes, meaning: 'other', endsUnit: type === 'S' }
    })
  },
  tellsCommitted: (chunk) => chunk.includes('COMMIT\0') || chunk.includes('ROLLBACK\0'),
}

function meaningOf(text: Buffer): 'begin' | 'commit' | undefined {
  const start = text.subarray(0, 40).toString('latin1')
  if (start.startsWith('commit\0')) return 'commit'
  return start.startsWith('begin isolation level read committed') ? 'begin' : undefined
}

const query = 3
const execute = 0x17

/** https://mariadb.com/kb/en/clientserver-protocol/ */
export const mysqlFraming: Framing = {
  reader: () =>
    whole((waiting) => {
      if (waiting.length < 4) return undefined
      const size = 4 + waiting.readUIntLE(0, 3)
      if (waiting.length < size) return undefined
      const bytes = waiting.subarray(0, size)
      const command = bytes[3] === 0 ? bytes[4] : undefined
      if (command === execute) return { bytes, meaning: 'statement', endsUnit: true }
      if (command !== query) return { bytes, meaning: 'other', endsUnit: true }
      const text = bytes.subarray(5).toString('latin1').trim()
      if (/(^|;)\s*commit$/.test(text)) return { bytes, meaning: 'commit', endsUnit: true }
      return { bytes, meaning: /^start transaction(?! (with|read))/.test(text) ? 'begin' : 'statement', endsUnit: true }
    }),
  // Whatever is answered after it was sent: the server works at one text at a time.
  tellsCommitted: () => true,
}

function whole(next: (waiting: Buffer) => Frame | undefined): (chunk: Buffer) => readonly Frame[] {
  let waiting: Buffer = Buffer.alloc(0)
  return (chunk) => {
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk])
    const frames: Frame[] = []
    for (let frame = next(waiting); frame !== undefined; frame = next(waiting)) {
      frames.push(frame)
      waiting = waiting.subarray(frame.bytes.length)
    }
    return frames
  }
}
