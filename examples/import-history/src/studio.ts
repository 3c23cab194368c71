/** The studio whose history it is. */
import { businessDays, type CalotypeEngine, createEngine, instantFromMillis, type StudioSettings } from '@calotype/core'
import { sqlite } from '@calotype/storage-sqlite'
import type { Rules } from './purchase.ts'

export const settings: StudioSettings = { currency: 'USD', timeZone: 'America/New_York' }

export function openStudio(database: string): Promise<CalotypeEngine> {
  return createEngine({ storage: sqlite({ file: database }), studio: settings })
}

/** What the owner can call: importing a history is nobody else's right. */
export function ownersDesk(engine: CalotypeEngine): ReturnType<CalotypeEngine['as']> {
  return engine.as({ tenant: 'history', branch: 'main', actor: { id: 'importer', roles: ['owner'] } })
}

/** What every line must keep to. */
export function rulesOfToday(): Rules {
  const days = businessDays({ timeZone: settings.timeZone, dayStartsAt: '00:00' })
  return { currency: settings.currency, today: days.dateOf(instantFromMillis(Date.now())) }
}
