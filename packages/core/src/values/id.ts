import { V7Generator } from 'uuidv7'
import { idClockInvalid, idMalformed } from './errors-text.ts'

/** An id: a UUID of version 7 (RFC 9562, section 5.7) in lower case with hyphens. Later ids sort after earlier ones. */
export type Id = string

const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const latestMillis = 2 ** 48 - 1
const hexOfByte: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/**
 * Makes the id maker of one engine. Its ids always rise, even while the clock stands still or goes back: then they keep
 * the latest time seen and count on (RFC 9562, section 6.2). Two makers share nothing.
 *
 * @param now milliseconds since 1970-01-01T00:00:00Z; a fraction is cut off
 * @throws ID_CLOCK_INVALID from the maker, when the clock answers no such number
 */
export function createIdFactory(now: () => number = Date.now): () => Id {
  const generator = new V7Generator(pooledRandom())
  generator.setRollbackAllowance(latestMillis)
  return function newId(): Id {
    const millis = Math.trunc(now())
    // Written so that NaN fails too.
    if (!(millis >= 0 && millis <= latestMillis)) throw idClockInvalid.create({ millis })
    return textOf(generator.generateOrResetWithTs(millis).bytes)
  }
}

/** Random words of the platform's secure source, drawn a thousand at a time: each draw costs more than many words do. */
function pooledRandom(): { nextUint32(): number } {
  const pool = new Uint32Array(1024)
  let used = pool.length
  return {
    nextUint32() {
      if (used === pool.length) {
        crypto.getRandomValues(pool)
        used = 0
      }
      return pool[used++] ?? 0
    },
  }
}

/** Whether the text is an id in its one canonical form. */
export function isId(text: string): text is Id {
  return typeof text === 'string' && uuidV7.test(text)
}

/**
 * When the id was made, in milliseconds since 1970-01-01T00:00:00Z, as its maker's clock saw it.
 *
 * @throws ID_MALFORMED
 */
export function idMillis(id: Id): number {
  if (!isId(id)) throw idMalformed.create({ value: id })
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
}

/**
 * The canonical text, by a table: the package's own printer goes digit by digit and costs as much again as making the
 * id.
 */
function textOf(bytes: Readonly<Uint8Array>): Id {
  let text = ''
  for (let index = 0; index < 16; index++) {
    if (index === 4 || index === 6 || index === 8 || index === 10) text += '-'
    text += hexOfByte[bytes[index] ?? 0]
  }
  return text
}
