/**
 * Text in GB18030, which receipt printers of the Chinese market take. Node decodes it and does not encode it, so the table
 * is made by decoding every code once. Source: WHATWG Encoding Standard, "gb18030 encoder".
 */

/** Bytes by character of the Basic Multilingual Plane. Made at first use in 20 ms or so, and never changed. */
let table: ReadonlyMap<string, number> | undefined

const unknown = 0x3f // ?

/** Pointers below this stand for the Basic Multilingual Plane; those from 189,000 for all beyond it. */
const fourByteCodes = 39_420
const beyondPlane = 189_000

/** The bytes of a text. What GB18030 cannot say (halves of surrogate pairs, a few private characters) is a question mark. */
export function encodeGb18030(text: string): Uint8Array {
  const bytes: number[] = []
  for (const character of text) pushCharacter(bytes, character)
  return Uint8Array.from(bytes)
}

/** Whether a character has a code of one or two bytes, which older printers are limited to (GBK). */
export function isTwoByteCharacter(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  return code < 0x80 || (codes().get(character) ?? 0x10000) < 0x10000
}

function pushCharacter(bytes: number[], character: string): void {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) {
    bytes.push(code)
    return
  }
  if (code > 0xffff) {
    bytes.push(...fourBytes(code - 0x10000 + beyondPlane))
    return
  }
  const known = codes().get(character)
  if (known === undefined) bytes.push(unknown)
  else if (known < 0x10000) bytes.push(known >> 8, known & 0xff)
  else bytes.push(...fourBytes(known - 0x10000))
}

function fourBytes(pointer: number): number[] {
  return [
    0x81 + Math.floor(pointer / 12_600),
    0x30 + (Math.floor(pointer / 1260) % 10),
    0x81 + (Math.floor(pointer / 10) % 126),
    0x30 + (pointer % 10),
  ]
}

/** Two bytes as they are; a pointer of four bytes with 0x10000 added. */
function codes(): ReadonlyMap<string, number> {
  table ??= makeTable()
  return table
}

function makeTable(): ReadonlyMap<string, number> {
  const made = new Map<string, number>()
  const decoder = new TextDecoder('gb18030')
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    const trails = Array.from({ length: 190 }, (_, at) => (at < 63 ? 0x40 + at : 0x41 + at))
    const decoded = decoder.decode(Uint8Array.from(trails.flatMap((trail) => [lead, trail])))
    let at = 0
    for (const character of decoded) {
      const trail = trails[at++] ?? 0
      // The first code wins: A3A0 is a second, old one of the ideographic space.
      if (character !== '\ufffd' && !made.has(character)) made.set(character, lead * 0x100 + trail)
    }
  }
  const pointers = Array.from({ length: fourByteCodes }, (_, pointer) => fourBytes(pointer)).flat()
  let pointer = 0
  for (const character of decoder.decode(Uint8Array.from(pointers))) {
    if (!made.has(character)) made.set(character, 0x10000 + pointer)
    pointer++
  }
  return made
}
