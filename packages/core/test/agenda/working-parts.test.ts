import { describe, expect, it } from 'vitest'
import { claims } from '../../src/claims/index.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { operation } from '../../src/engine/operation.ts'
import { z } from 'zod'
import { openBookedStudio } from '../bookings/studio.ts'
import { day } from '../rentals/studio.ts'

const reading = definePlugin({
  name: 'reading',
  version: '1.0.0',
  requires: { claims: '*' },
  operations: {
    claims: operation({
      name: 'reading.claims',
      summary: 'What is claimed.',
      kind: 'query',
      input: z.strictObject({}),
      output: z.array(z.object({ from: z.string(), to: z.string(), works: z.array(z.string().nullable()) })),
      async run({ store }) {
        const rows = await store.find(claims, { orderBy: ['startsAt', 'endsAt', 'id'], limit: 'all' })
        return rows.map(({ startsAt, endsAt, worksFrom, worksTo }) => ({
          from: startsAt,
          to: endsAt,
          works: [worksFrom, worksTo],
        }))
      },
    }),
  },
  roles: { manager: ['*'] },
})

describe('the claims of a booking', () => {
  it('say for which part of them somebody works, and what is around it need not be working time', async () => {
    const { engine, manager } = await openBookedStudio({ plugins: [reading] })
    // Until six, when everybody goes home; the room is cleaned after that.
    await manager.bookings.book({ service: 'portrait', startsAt: day(1, 17) })
    const desk = engine.as({ tenant: 'rose', branch: 'main', actor: { id: 'somebody', roles: ['manager'] } })
    const made = await (desk as unknown as { reading: { claims(asked: object): Promise<unknown> } }).reading.claims({})
    const shoot = [day(1, 17), day(1, 18)]
    expect(made).toEqual([
      { from: day(1, 16), to: day(1, 17), works: [day(1, 16), day(1, 17)] },
      { from: day(1, 17), to: day(1, 18), works: shoot },
      { from: day(1, 17), to: '2026-11-23T10:15:00.000Z', works: shoot },
    ])
    expect((await manager.resources.conflicts({})).items).toEqual([])
  })
})
