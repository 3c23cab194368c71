/** Entries as bytes for the hash chain: two different entries never have the same bytes. Pure: no I/O. */
import { hash } from 'node:crypto'
import { canonicalJson } from '../values/json.ts'
import type { Table } from '../storage/table.ts'

/** Texts as one text from which they could be told apart again: each with its length in bytes before it. */
export function injective(parts: readonly string[]): string {
  return parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join('')
}

/**
 * A row with every column of its table that holds something, in the order of their names. A column that a later version
 * adds, and that is null in old rows, leaves the bytes of those as they were.
 */
export function encodedRow(table: Table, row: object): string {
  const cells = Object.entries(row)
    .filter(([name, value]) => Object.hasOwn(table.columns, name) && value !== null && value !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([name, value]) => [name, typeof value, textOf(value)])
  return injective([table.name, ...cells])
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'bigint' ? value.toString() : canonicalJson(value)
}

/** Where the chain of a branch begins. */
export const chainStart = (tenant: string, branch: string): string =>
  hash('sha256', injective(['calotype ledger seal 1', tenant, branch]))

/** The next link: over the one before, its place in the chain, and the encoded rows of the entry. */
export const nextLink = (before: string, sequence: number, rows: readonly string[]): string =>
  hash('sha256', injective([before, String(sequence), ...rows]))
