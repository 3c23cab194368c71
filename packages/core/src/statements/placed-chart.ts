/** The accounts that a statement names, and where each stands in it. */
import type { QueryContext } from '../engine/context.ts'
import { type Chart, readChart } from './chart.ts'
import { type PlaceOf, placing, statementPlacements } from './placement.ts'

export interface PlacedChart {
  readonly chart: Chart
  readonly placeOf: PlaceOf
}

/** One statement. */
export async function readPlacedChart(context: QueryContext): Promise<PlacedChart> {
  return { chart: await readChart(context), placeOf: placing(context.entries(statementPlacements)) }
}
