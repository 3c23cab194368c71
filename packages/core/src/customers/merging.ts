/** Where other rooms and plugins take part in the merging of two customers. */
import { defineHookPoint, type HookPoint } from '../engine/hook-point.ts'
import type { Json } from '../values/json.ts'

/** Two customers who are one person. */
export interface Merging {
  readonly mergeId: string
  /** Whose everything is from here on. */
  readonly survivorId: string
  /** Who becomes another id of the survivor. */
  readonly mergedId: string
  /** What a hook leaves for the undoing, by its plugin's name; ids and amounts, never personal data. */
  readonly notes: Record<string, Json>
}

/**
 * Raised with both customers and every row that will move locked, before they move. A hook joins what its plugin keeps once a customer, or vetoes. Rows
 * whose key does not name the customer move by themselves.
 */
export const customersMerging: HookPoint<Merging> = defineHookPoint<Merging>('customers.merging')

/** Raised where a merge is undone, before the rows move back: a hook takes back what it joined, by its `notes`. */
export const customersUnmerging: HookPoint<Merging> = defineHookPoint<Merging>('customers.unmerging')
