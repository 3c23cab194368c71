/** Names that meet no other: databases, passwords. */
import { randomBytes } from 'node:crypto'

/** `prefix` and 16 hexadecimal digits: in both stores a name that needs no quotes. */
export function randomName(prefix: string): string {
  return `${prefix}_${randomBytes(8).toString('hex')}`
}
