/** The studio that every fault works at. */
import { type CalotypeEngine, createEngine, loggerToken, provide, type StorageAdapter } from '@calotype/core'
import { type WitnessOptions, witness } from './witness.ts'

export type StudioEngine = CalotypeEngine<readonly [ReturnType<typeof witness>]>
export type StudioDesk = ReturnType<StudioEngine['as']>

export interface StudioOptions {
  readonly storage: StorageAdapter
  readonly witness: WitnessOptions
  /** False: subscribers and jobs run only when the engine is told to. */
  readonly background?: { readonly pollMs: number; readonly leaseMs: number } | false
  readonly connectionPatienceMs?: number
  /** Told what the engine reports. */
  readonly log?: (message: string, details: Readonly<Record<string, unknown>>) => void
}

export function openStudio(options: StudioOptions): Promise<StudioEngine> {
  const { storage, background = false, connectionPatienceMs, log = () => undefined } = options
  return createEngine({
    storage,
    plugins: [witness(options.witness)],
    studio: { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' },
    background,
    provide: [provide(loggerToken, { useValue: { warn: log, error: log } })],
    ...(connectionPatienceMs === undefined ? {} : { connectionPatienceMs }),
  })
}

/** `mark` names what is done in every record that it leaves: audit, events, and the rows themselves. */
export function deskOf(engine: StudioEngine, mark: string): StudioDesk {
  return engine.as({
    tenant: 'rose',
    branch: 'main',
    actor: { id: 'counter', roles: ['owner'] },
    correlationId: mark,
  })
}

/** What is sold. */
export async function furnish(engine: StudioEngine): Promise<void> {
  const desk = deskOf(engine, 'furnish')
  await desk.catalog.addItem({ code: 'classic', kind: 'package', name: '经典套系', price: '4999.00' })
  await desk.catalog.addItem({ code: 'frame', kind: 'product', name: '水晶相框', price: '180.00' })
}
