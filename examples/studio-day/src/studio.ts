/** The studio: one engine, and a desk for each who works there. */
import { type CalotypeEngine, clockToken, createEngine, provide, type StorageAdapter } from '@calotype/core'
import { DayClock } from './day-clock.ts'
import type { Printer } from './print.ts'

export type Desk = ReturnType<CalotypeEngine['as']>

export interface StudioAtWork {
  readonly engine: CalotypeEngine
  readonly clock: DayClock
  readonly print: Printer
  /** 周敏, the manager. */
  readonly manager: Desk
  /** 李娜, at the till: takes money, but gives no discounts and no refunds. */
  readonly cashier: Desk
}

export async function openStudio(storage: StorageAdapter, print: Printer): Promise<StudioAtWork> {
  const clock = new DayClock()
  const engine = await createEngine({
    storage,
    studio: {
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
      locale: 'zh-CN',
      // Until four in the morning it is still yesterday: the party of Saturday night belongs to Saturday.
      dayStartsAt: '04:00',
      branches: { main: { name: '玫瑰摄影 Rose Studio' } },
    },
    // A day at the till: what is sold here is handed over without the stages of its production.
    settings: { stages: { flowOfKind: { shootPackage: 'handover' } } },
    provide: [provide(clockToken, { useValue: clock })],
  })
  const desk = (id: string, role: string) => engine.as({ tenant: 'rose', branch: 'main', actor: { id, roles: [role] } })
  return { engine, clock, print, manager: desk('zhou-min', 'manager'), cashier: desk('li-na', 'cashier') }
}
