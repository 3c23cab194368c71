/** Cursors of keyset pages: opaque to callers, checked when they come back. */
import { defineError } from '../values/calotype-error.ts'
import type { OrderBy, Value } from './port.ts'

export const CursorInvalid = defineError<{ reason: string }>({
  code: 'CURSOR_INVALID',
  status: 422,
  summary: 'A page cursor was not made by this listing.',
  message: ({ reason }) => `The cursor cannot be used: ${reason}.`,
  mend: 'Pass the `next` of the page before, unchanged and with the same order, or leave the cursor out to begin anew.',
})

const orderMark = (orderBy: readonly OrderBy[]): string =>
  orderBy.map((by) => `${by.direction === 'asc' ? '+' : '-'}${by.column}`).join('')

/** Where the page after a row with these values begins. */
export function encodeCursor(orderBy: readonly OrderBy[], values: readonly Value[]): string {
  const packed = values.map((value) => (typeof value === 'bigint' ? { minor: value.toString() } : value))
  return Buffer.from(JSON.stringify([orderMark(orderBy), packed]), 'utf8').toString('base64url')
}

/** The values in a cursor that {@link encodeCursor} made for the same order. */
export function decodeCursor(orderBy: readonly OrderBy[], cursor: string): readonly Value[] {
  let unpacked: unknown
  try {
    unpacked = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch (cause) {
    throw CursorInvalid.create({ reason: 'it is damaged' }, { cause })
  }
  if (!Array.isArray(unpacked) || unpacked.length !== 2 || !Array.isArray(unpacked[1])) {
    throw CursorInvalid.create({ reason: 'it is damaged' })
  }
  const [mark, packed] = unpacked as [unknown, unknown[]]
  if (mark !== orderMark(orderBy) || packed.length !== orderBy.length) {
    throw CursorInvalid.create({ reason: 'it belongs to a listing in another order' })
  }
  return packed.map((value) => {
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      return value
    const minor = (value as { minor?: unknown }).minor
    if (typeof minor === 'string' && /^-?\d{1,19}$/.test(minor)) return BigInt(minor)
    throw CursorInvalid.create({ reason: 'it is damaged' })
  })
}
