/** A studio with a hostile provider on one disk: engines come and go, the disk and the provider's own books stay. */
import {
  clockToken,
  createEngine,
  definePlugin,
  entry,
  memory,
  memoryDisk,
  type PaymentHost,
  PaymentRunner,
  paymentProviders,
  provide,
} from '@calotype/core'
import { SimulatedProvider, type SimulatedWay } from '../../src/index.ts'

export async function openHostileStudio() {
  const disk = memoryDisk()
  const clock = { now: Date.parse('2026-11-22T04:00:00.000Z') }
  const ways: SimulatedWay[] = []
  const provider = new SimulatedProvider({ way: () => ways.shift() ?? 'plain' })
  const plugins = [
    definePlugin({
      name: 'simulatedPay',
      version: '1.0.0',
      requires: { payments: '*' },
      entries: [entry(paymentProviders, provider)],
    }),
  ] as const
  const start = () =>
    createEngine({
      storage: memory({ disk }),
      plugins,
      studio: { currency: 'CNY', timeZone: 'Asia/Shanghai' },
      background: false,
      provide: [provide(clockToken, { useValue: { now: () => new Date(clock.now).toISOString() } })],
    })
  const studio = { engine: await start(), dying: false }
  /** Dies between what the provider did and the record of it, where told to. */
  const host: PaymentHost = {
    resolve: (token) => studio.engine.resolve(token),
    as: (session) => {
      const { payments } = studio.engine.as(session)
      const report = Object.assign(
        async (input: Parameters<typeof payments.report>[0]) => {
          if (!studio.dying) return payments.report(input)
          studio.dying = false
          throw new Error('killed')
        },
        { attempt: payments.report.attempt },
      )
      return { payments: { ...payments, report } }
    },
  }
  const owner = () => studio.engine.as({ tenant: 'rose', branch: 'main', actor: { id: 'chen', roles: ['owner'] } })
  const { id: customerId } = await owner().customers.register({ name: '王芳' })
  await owner().catalog.addItem({ code: 'portraits', kind: 'package', name: '写真', price: '1000.00' })
  return {
    clock,
    provider,
    ways,
    studio,
    get desk() {
      return owner()
    },
    runner: new PaymentRunner(host, { tenant: 'rose', branch: 'main' }),
    /** An order of 1,000.00; answers its id. */
    async sell(): Promise<string> {
      return (await owner().orders.place({ customerId, lines: [{ item: 'portraits' }] })).id
    },
    /** The process is gone, and another one opens the same disk. */
    async restart() {
      await studio.engine.close()
      studio.engine = await start()
    },
    close: () => studio.engine.close(),
  }
}

export type HostileStudio = Awaited<ReturnType<typeof openHostileStudio>>
