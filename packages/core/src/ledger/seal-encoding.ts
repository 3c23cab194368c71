/** Rows as bytes for the hash chain: two different rows never have the same bytes. Pure: no I/O. */
import { hash } from 'node:crypto'
import { canonicalJson } from '../values/json.ts'
import type { Table } from '../storage/table.ts'

/** Texts as one text from which they could be told apart again: each with its length in bytes before it. */
export function injective(parts: readonly string[]): string {
  let text = ''
  for (const part of parts) text += framed(part)
  return text
}

const framed = (part: string): string => `${Buffer.byteLength(part)}:${part}`

/** Makes the bytes of a row. */
export type RowEncoder = (row: object) => string

/**
 * An encoder for rows of a table: every one of the columns (all unless told) that holds something, in the order of their
 * names. A column that a later version adds, and that is null in old rows, leaves the bytes of those as they were.
 */
export function rowEncoder(table: Table, columns: readonly string[] = Object.keys(table.columns)): RowEncoder {
  const lead = framed(table.name)
  const framedNames = [...columns].sort().map((name) => [name, framed(name)] as const)
  return (row) => {
    const cells = row as Readonly<Record<string, unknown>>
    let text = lead
    for (const [name, framedName] of framedNames) {
      const value = cells[name]
      if (value !== null && value !== undefined) text += framedName + framed(typeof value) + framed(textOf(value))
    }
    return text
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'bigint' ? value.toString() : canonicalJson(value)
}

/** SHA-256 of a row's bytes, in hexadecimal. */
export const digestOf = (encoded: string): string => hash('sha256', encoded)

/** Where the chain of a branch begins. */
export const chainStart = (tenant: string, branch: string): string =>
  hash('sha256', injective(['calotype ledger seal 1', tenant, branch]))

/** The next link: over the one before, its place in the chain, and the digests of its rows. */
export const nextLink = (before: string, sequence: number, digests: readonly string[]): string =>
  hash('sha256', injective([before, String(sequence), ...digests]))
