/** Two engines on one store, as two processes of a studio have it: opened before each test and closed after it. */
import { createEngine, memory, memoryDisk, type Plugin, type Provision, type StorageAdapter } from '@calotype/core'
import { afterEach, beforeEach } from 'vitest'
import { sqlite } from '../src/index.ts'
import { temporaryFile } from './temporary.ts'

const studio = { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' } as const

/** Where two engines meet; races are the same in both. */
export const meetingPlaces = ['one file', 'one disk in memory'] as const

interface TwoEnginesGiven<P extends readonly Plugin[]> {
  readonly on?: (typeof meetingPlaces)[number]
  readonly plugins?: P
  readonly branches?: Readonly<Record<string, object>>
  readonly settings?: Readonly<Record<string, object>>
  readonly provide?: readonly Provision[]
  /** What both actors may do; the owner's all unless told. */
  readonly role?: string
  /** Who sits at the one desk and at the other. */
  readonly actors?: readonly [string, string]
}

/** Answers the desk of the one engine and of the other, in turn; and that of one that is opened only now. */
export function twoEngines<const P extends readonly Plugin[] = readonly []>(given: TwoEnginesGiven<P> = {}) {
  const { on = 'one file', plugins, branches, settings = {}, provide = [], role = 'owner' } = given
  const actors = given.actors ?? ['li-na', 'mo-yan']
  const opened = (storage: StorageAdapter) =>
    createEngine({
      storage,
      plugins: (plugins ?? []) as P,
      studio: branches === undefined ? studio : { ...studio, branches },
      settings,
      tenants: ['rose'],
      background: false,
      provide: [...provide],
    })
  let file = ''
  let another = (): StorageAdapter => sqlite({ file })
  let engines: Awaited<ReturnType<typeof opened>>[] = []
  beforeEach(async () => {
    if (on === 'one file') file = temporaryFile()
    else {
      const disk = memoryDisk()
      another = () => memory({ disk })
    }
    engines = [await opened(another()), await opened(another())]
  })
  afterEach(async () => {
    for (const engine of engines) await engine.close()
  })
  const deskAt = (place: number, actor: string, branch = 'main') => {
    const engine = engines[place]
    if (engine === undefined) throw new Error('no engine is open')
    return engine.as({ tenant: 'rose', branch, actor: { id: actor, roles: [role] } })
  }
  return {
    deskOf: (turn: number, branch?: string) => deskAt(turn % 2, actors[turn % 2 === 0 ? 0 : 1], branch),
    async lateDesk() {
      const place = engines.push(await opened(another())) - 1
      return deskAt(place, 'new-here')
    },
    /** Until neither has anything left to do beside its commands. */
    async settle() {
      for (const engine of engines) await engine.settle()
    },
    /** Where both keep what they know. */
    file: () => file,
  }
}

type Outcome = { readonly ok: true } | { readonly ok: false; readonly error: { readonly code: string } }

/** The codes of those that were refused. */
export const failed = (outcomes: readonly Outcome[]): string[] =>
  outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error.code])).sort()

export const succeeded = (outcomes: readonly Outcome[]): number => outcomes.filter(({ ok }) => ok).length
