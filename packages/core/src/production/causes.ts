/** Why work is done again. Pure. */
import { CauseUnknown } from './errors.ts'
import type { Cause, ProductionSettings } from './settings.ts'

/** @throws CAUSE_UNKNOWN */
export function causeNamed({ causes }: ProductionSettings, code: string): Cause {
  const cause = causes.find((one) => one.code === code)
  if (cause === undefined) throw CauseUnknown.create({ cause: code, known: causes.map((one) => one.code) })
  return cause
}
