/** Tables as the core hands them to an adapter. */
import { bool, decimal, id, int, json, money, nullable, type StoredTable, text } from '@calotype/core/storage'

export const albums: StoredTable = {
  name: 'albums',
  columns: {
    tenant: id(),
    id: id(),
    title: text(),
    note: nullable(text()),
    pages: int(),
    rating: nullable(int()),
    price: money(),
    weight: decimal(3),
    bound: bool(),
    layout: nullable(json()),
  },
  primaryKey: ['tenant', 'id'],
  uniques: [{ name: 'title', columns: ['tenant', 'title'] }],
  indexes: [],
  appendOnly: false,
  log: false,
}
