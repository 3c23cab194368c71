/** The lines of a text file, one after the other: a file of any size takes the same little memory. */
import { createReadStream } from 'node:fs'

export interface Line {
  /** 1 for the first; blank lines count. */
  readonly number: number
  readonly text: string
}

const longestLine = 10_000

/** Reads UTF-8 with or without a byte order mark, with any ends of lines; `onBytes` sees all that is read, as it is. */
export async function* readLines(file: string, onBytes: (bytes: Buffer) => void = () => {}): AsyncGenerator<Line> {
  const decoder = new TextDecoder()
  let number = 0
  let rest = ''
  for await (const bytes of createReadStream(file) as AsyncIterable<Buffer>) {
    onBytes(bytes)
    const texts = (rest + decoder.decode(bytes, { stream: true })).split('\n')
    rest = texts.pop() ?? ''
    for (const text of texts) yield { number: ++number, text }
    if (rest.length > longestLine) throw new Error(`line ${number + 1} has no end: is this a text file?`)
  }
  rest += decoder.decode()
  if (rest !== '') yield { number: ++number, text: rest }
}
