/** A process at a shop, as its starter sees it. */
import { fileURLToPath } from 'node:url'
import { type MortalEnd, type MortalOptions, runMortal } from '../run/mortal.ts'
import type { OrdersPlan } from './orders-plan.ts'

const program = fileURLToPath(new URL('./orders-process.ts', import.meta.url))

/** Runs it to its end. */
export const runOrdersProcess = (plan: OrdersPlan, options?: MortalOptions): Promise<MortalEnd> =>
  runMortal(program, plan, options)
