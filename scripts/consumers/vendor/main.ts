// What a vendor's product does with the published packages: its own clock, by injection, on an engine with SQLite.
import { type Clock, clockToken, createEngine, type Instant, inject, injectable, provide, token } from '@calotype/core'
import { Money } from '@calotype/core/values'
import { sqlite } from '@calotype/storage-sqlite'

const hourToken = token<Instant>('vendor.hour')

@injectable()
export class OpeningClock implements Clock {
  readonly #hour: Instant

  constructor(@inject(hourToken) hour: Instant) {
    this.#hour = hour
  }

  now(): Instant {
    return this.#hour
  }
}

const opening = '2026-11-22T01:00:00.000Z'

// Exported, so that a composite project must be able to name their types.
export const engine = await createEngine({
  storage: sqlite({ file: 'studio.db' }),
  studio: { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' },
  provide: [provide(hourToken, { useValue: opening }), provide(clockToken, { useClass: OpeningClock })],
})
export const desk = engine.as({ tenant: 'rose', branch: 'main', actor: { id: 'li-na', roles: ['owner'] } })

const customer = await desk.customers.register({ name: '王芳', phone: '13800000000' })
const commands = await desk.audit.commands()
const at = commands.items[0]?.at
if (at !== opening) throw new Error(`The engine did not ask the injected clock: it wrote ${at}.`)

// @ts-expect-error a name that no room has must not compile from the published declarations
void desk.customers.registr

await engine.close()
console.log(`${customer.name} was registered at ${at}; ${Money.of('1000', 'CNY')} is money.`)
