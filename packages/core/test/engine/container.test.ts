import { inject, injectable } from 'tsyringe'
import { describe, expect, it } from 'vitest'
import { Services } from '../../src/engine/container.ts'
import { type Clock, clockToken, type Ids, idsToken, provide, token } from '../../src/engine/tokens.ts'

interface Stamp {
  stamp(): string
}
const stampToken = token<Stamp>('test.stamp')

// As a host writes it: every parameter names its token, no type metadata is needed.
@injectable()
class ClockStamp implements Stamp {
  readonly #clock: Clock
  readonly #ids: Ids

  constructor(@inject(clockToken) clock: Clock, @inject(idsToken) ids: Ids) {
    this.#clock = clock
    this.#ids = ids
  }

  stamp(): string {
    return `${this.#clock.now()} ${this.#ids.next()}`
  }
}

function services(now: string): Services {
  const made = new Services()
  made.provide(provide(clockToken, { useValue: { now: () => now } }))
  made.provide(provide(idsToken, { useValue: { next: () => 'id-1' } }))
  made.provide(provide(stampToken, { useClass: ClockStamp }))
  return made
}

describe('services', () => {
  it('make a class from the tokens that its parameters name, once', () => {
    const made = services('2026-11-22T02:00:00.000Z')
    expect(made.resolve(stampToken).stamp()).toBe('2026-11-22T02:00:00.000Z id-1')
    expect(made.resolve(stampToken)).toBe(made.resolve(stampToken))
  })

  it('need no type metadata: the compiler of the tests emits none, as the one of the packages', () => {
    expect(Reflect.getMetadata('design:paramtypes', ClockStamp)).toBeUndefined()
  })

  it('of two engines never meet', () => {
    const one = services('2026-01-01T00:00:00.000Z')
    const two = services('2026-02-02T00:00:00.000Z')
    expect(one.resolve(stampToken).stamp()).toContain('2026-01-01')
    expect(two.resolve(stampToken).stamp()).toContain('2026-02-02')
    const bare = new Services()
    expect(() => bare.resolve(clockToken)).toThrow(/calotype\.clock/)
  })

  it('that are provided later win, and a factory is asked once', () => {
    const made = services('2026-01-01T00:00:00.000Z')
    let asked = 0
    made.provide(
      provide(clockToken, {
        useFactory: (resolve) => {
          asked++
          const id = resolve(idsToken).next()
          return { now: () => `from ${id}` }
        },
      }),
    )
    expect(made.resolve(clockToken).now()).toBe('from id-1')
    made.resolve(clockToken)
    expect(asked).toBe(1)
  })

  it('that nobody provides are refused by name', () => {
    expect(() => new Services().resolve(stampToken)).toThrow(/test\.stamp/)
  })
})
