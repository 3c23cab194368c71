/** What the clerk's developer reads: the field or line, the rule, the value and the way out. */
import { expect, it } from 'vitest'
import { definePlugin, on, veto } from '../../src/engine/index.ts'
import { stageMoving } from '../../src/orders/index.ts'
import { walking } from './walking.ts'

it('an amount with too many decimals is told by its field and line', async () => {
  const { desk, customer } = await walking()
  const place = (second: object) =>
    desk.orders.place({ customerId: customer.id, lines: [{ item: 'album-12' }, { item: 'album-12', ...second }] })
  await expect(place({ discount: '0.505' })).rejects.toMatchObject({
    code: 'MONEY_TOO_PRECISE',
    message: 'discount of line 2 must have at most 2 decimals, as CNY has by ISO 4217, got "0.505"',
    mend: expect.stringMatching(/^Pass discount of line 2 with 2 decimals or fewer\./),
    details: { field: 'discount of line 2', value: '0.505', currency: 'CNY', scale: 2 },
  })
  await expect(place({ unitPrice: '1,000' })).rejects.toMatchObject({
    code: 'MONEY_MALFORMED',
    message: expect.stringMatching(/^unitPrice of line 2 must be a plain decimal .*got "1,000"$/),
  })
})

it('an add-on that is not offered is told by its line', async () => {
  const { desk, customer } = await walking()
  const lines = [{ item: 'wedding-classic' }, { item: 'album-12', addOnTo: 1 }]
  await expect(desk.orders.place({ customerId: customer.id, lines })).rejects.toMatchObject({
    code: 'ADD_ON_NOT_OFFERED',
    message: 'addOnTo of line 2: "album-12" as an add-on of "wedding-classic" is not offered, it has none.',
    details: { line: 2 },
  })
})

it('a line that somebody moved on is told with the stage to go on from', async () => {
  const { desk, shoot, bring } = await walking()
  const { lines } = await shoot()
  await bring(lines, 'scheduled')
  await expect(desk.orders.moveStage({ lines, from: 'ordered' })).rejects.toMatchObject({
    code: 'LINE_MOVED_ON',
    message: expect.stringMatching(/^Line 1 of order main-261122-0001 is in stage scheduled, not in ordered: /),
    mend: expect.stringMatching(/To move it on from there, pass from: "scheduled"\.$/),
  })
})

it('a veto begins with its reason, and says whose rule it is', async () => {
  const refuse = on(stageMoving, () => {
    throw veto('No dress is reserved.')
  })
  const wardrobe = definePlugin({ name: 'wardrobe', version: '1.0.0', requires: { orders: '*' }, hooks: [refuse] })
  const { desk, shoot } = await walking({ plugins: [wardrobe] })
  const { lines } = await shoot()
  await expect(desk.orders.moveStage({ lines, from: 'ordered', shootDate: '2026-12-05' })).rejects.toMatchObject({
    code: 'VETOED',
    message: 'No dress is reserved. (A rule of "wardrobe", at "orders.stageMoving".)',
    mend: expect.stringMatching(/^Do first what the message asks for, and call again/),
  })
})
