/** A process at a stockroom, as its starter sees it. */
import { fileURLToPath } from 'node:url'
import { type MortalEnd, type MortalOptions, runMortal } from '../run/mortal.ts'
import type { StockPlan } from './stock-plan.ts'

const program = fileURLToPath(new URL('./stock-process.ts', import.meta.url))

/** Runs it to its end. */
export const runStockProcess = (plan: StockPlan, options?: MortalOptions): Promise<MortalEnd> =>
  runMortal(program, plan, options)
