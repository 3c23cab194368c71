/** Which lines are still to be done. Pure. */
import type { Progress } from '../stages/index.ts'

const over: readonly Progress[] = ['pickedUp', 'cancelled']

/** Whether a line was neither handed over nor cancelled. */
export const isUnderWay = ({ progress }: { readonly progress: string }): boolean =>
  !over.some((one) => one === progress)
