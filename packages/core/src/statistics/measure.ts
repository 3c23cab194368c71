/** Measures: numbers with their definitions. Any plugin adds its own, and they appear beside the core's. */
import type { QueryContext } from '../engine/context.ts'
import { defineRegistry, type Registry } from '../engine/registry.ts'
import type { Period } from './period.ts'
import type { PeriodFacts } from './period-facts.ts'

/** What a measure counts. */
export type MeasureUnit = 'customer' | 'order' | 'line' | 'session' | 'item' | 'receipt' | 'amount' | 'ratio'

export interface StatisticMeasure {
  /** camelCase; the same in every answer. */
  readonly code: string
  readonly name: { readonly en: string; readonly zh: string }
  readonly unit: MeasureUnit
  /** A flow over the period, or a stock at its end. */
  readonly kind: 'flow' | 'stock'
  /** One sentence that travels with the number. */
  readonly definition: string
  /**
   * The number: an amount as a decimal string in the studio's currency, a count as a number, null where it is undefined
   * (nothing to divide by). `facts` holds aggregates of the period that are read once for all measures.
   */
  read(context: QueryContext, over: Period, facts: PeriodFacts): Promise<string | number | null>
}

export const measures: Registry<StatisticMeasure> = defineRegistry<StatisticMeasure>(
  'statistics.measures',
  (measure) => measure.code,
)
