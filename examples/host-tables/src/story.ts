/** Four visits to the counter, and after each what stands in the host's table and in Calotype's. */
import { type CalotypeEngine, createEngine } from '@calotype/core'
import { bookSitting, type Wish } from './book-sitting.ts'
import type { Host } from './host.ts'

/** How much there is of each. */
export interface Standing {
  /** Rows of the host's own table. */
  readonly appointments: number
  readonly customers: number
  readonly orders: number
  readonly receipts: number
  /** Money taken, in the books. */
  readonly deposits: string
}

export interface Visit {
  readonly title: string
  /** Why nothing was booked; null where it was. */
  readonly refused: string | null
  readonly standing: Standing
}

interface Scene {
  readonly title: string
  readonly wish: Wish
}

const scenes: readonly Scene[] = [
  {
    title: '王芳 books a child portrait for Saturday at ten',
    wish: {
      name: '王芳',
      phone: '13800000000',
      item: 'child-portrait',
      deposit: '500.00',
      slot: '2026-11-28 10:00',
      photographer: 'zhao-lei',
    },
  },
  {
    title: '李雷 wants the same hour: the table of the host refuses, and his order goes with it',
    wish: {
      name: '李雷',
      phone: '13900000000',
      item: 'child-portrait',
      deposit: '500.00',
      slot: '2026-11-28 10:00',
      photographer: 'zhao-lei',
    },
  },
  {
    title: '李雷 takes eleven, with a package that is not sold: Calotype refuses, and no appointment stands',
    wish: {
      name: '李雷',
      phone: '13900000000',
      item: 'moon-landing',
      deposit: '500.00',
      slot: '2026-11-28 11:00',
      photographer: 'zhao-lei',
    },
  },
  {
    title: '王芳 books once more: registering her again fails alone, the rest is committed',
    wish: {
      name: 'Wang Fang',
      phone: '13800000000',
      item: 'child-portrait',
      deposit: '300.00',
      slot: '2026-11-28 11:00',
      photographer: 'zhao-lei',
    },
  },
]

/** Plays the scenes in a studio that is new to the store; `show` is told of each. */
export async function tellStory(host: Host, studio: string, show: (visit: Visit) => void): Promise<void> {
  const engine = await createEngine({
    storage: host.storage,
    studio: { currency: 'CNY', timeZone: 'Asia/Shanghai', locale: 'zh-CN' },
    tenants: [studio],
  })
  try {
    await manager(engine, studio).catalog.addItem({
      code: 'child-portrait',
      kind: 'package',
      name: '儿童成长写真',
      nameEn: 'Child portrait',
      price: '1280.00',
    })
    for (const { title, wish } of scenes) {
      const refused = await bookSitting(host, engine, studio, wish).then(
        () => null,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      )
      show({ title, refused, standing: await standingIn(host, engine, studio) })
    }
  } finally {
    await engine.close()
  }
}

const manager = (engine: CalotypeEngine, studio: string) =>
  engine.as({ tenant: studio, branch: 'main', actor: { id: 'zhou-min', roles: ['manager'] } })

async function standingIn(host: Host, engine: CalotypeEngine, studio: string): Promise<Standing> {
  const desk = manager(engine, studio)
  return {
    appointments: (await host.appointments(studio)).length,
    customers: (await desk.customers.list()).items.length,
    orders: (await desk.orders.list()).items.length,
    receipts: (await desk.ledger.receipts()).items.length,
    deposits: (await desk.ledger.accountBalance({ account: 'Clearing:WeChat' })).balance,
  }
}
