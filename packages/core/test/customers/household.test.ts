import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { codeOf, type FrontDesk, openFrontDesk } from './front-desk.ts'

let front: FrontDesk

beforeEach(async () => {
  front = await openFrontDesk()
})

afterEach(() => front.engine.close())

describe('a household', () => {
  it('holds partners and children with their birthdays', async () => {
    const { customers } = front.desk
    const mother = await customers.register({ name: '王芳', phone: '13800000000' })
    const father = await customers.register({ name: '李雷' })
    const family = await customers.createHousehold({
      name: '李家',
      address: '西湖路 1',
      members: [
        { customerId: mother.id, role: 'partner' },
        { customerId: father.id, role: 'partner' },
      ],
    })
    const child = await customers.register({
      name: '李小宝',
      birthday: '2023-11-22',
      birthdayCalendar: 'lunar',
      household: { id: family.id, role: 'child' },
    })
    expect(child.household).toEqual({ id: family.id, role: 'child' })
    front.taken()
    expect(await customers.household({ householdId: family.id })).toMatchObject({
      name: '李家',
      contactId: mother.id,
      members: [
        { customerId: mother.id, role: 'partner', age: null },
        { customerId: father.id, role: 'partner' },
        { customerId: child.id, role: 'child', birthday: '2023-11-22', birthdayCalendar: 'lunar', age: 3 },
      ],
    })
    expect(front.taken()).toHaveLength(2)
  })

  it('is one for each customer', async () => {
    const { customers } = front.desk
    const { id } = await customers.register({ name: '王芳' })
    const first = await customers.createHousehold({ members: [{ customerId: id, role: 'partner' }] })
    expect(first.name).toBe('王芳')
    expect(await codeOf(customers.createHousehold({ members: [{ customerId: id, role: 'child' }] }))).toBe(
      'CUSTOMER_IN_HOUSEHOLD',
    )
    const other = await customers.register({ name: '李雷' })
    const second = await customers.createHousehold({ members: [{ customerId: other.id, role: 'partner' }] })
    const join = { householdId: second.id, customerId: id, role: 'partner' } as const
    expect(await codeOf(customers.joinHousehold(join))).toBe('CUSTOMER_IN_HOUSEHOLD')
    await customers.leaveHousehold({ customerId: id })
    expect((await customers.joinHousehold(join)).members).toHaveLength(2)
    expect((await customers.joinHousehold({ ...join, role: 'parent' })).members[0]?.role).toBe('parent')
  })

  it('is talked to through another member when the contact leaves', async () => {
    const { customers } = front.desk
    const [a, b] = [await customers.register({ name: '王芳' }), await customers.register({ name: '李雷' })]
    await customers.createHousehold({
      members: [
        { customerId: a.id, role: 'partner' },
        { customerId: b.id, role: 'partner' },
      ],
    })
    expect((await customers.leaveHousehold({ customerId: a.id })).contactId).toBe(b.id)
    expect(await codeOf(customers.leaveHousehold({ customerId: a.id }))).toBe('CUSTOMER_NOT_IN_HOUSEHOLD')
    expect((await customers.leaveHousehold({ customerId: b.id })).members).toEqual([])
  })

  it('takes a customer once of two households at the same moment', async () => {
    const { customers } = front.desk
    const { id } = await customers.register({ name: '王芳' })
    const create = () => codeOf(customers.createHousehold({ members: [{ customerId: id, role: 'partner' }] }))
    expect((await Promise.all([create(), create(), create()])).sort()).toEqual([
      'CUSTOMER_IN_HOUSEHOLD',
      'CUSTOMER_IN_HOUSEHOLD',
      'none',
    ])
  })

  it('must be of this studio, and so must its members', async () => {
    const { customers } = front.desk
    const { id } = await customers.register({ name: '王芳' })
    const family = await customers.createHousehold({ members: [{ customerId: id, role: 'partner' }] })
    const tulip = front.deskOf({ tenant: 'tulip' }).customers
    expect(await codeOf(tulip.household({ householdId: family.id }))).toBe('HOUSEHOLD_UNKNOWN')
    expect(await codeOf(tulip.createHousehold({ members: [{ customerId: id, role: 'child' }] }))).toBe(
      'CUSTOMER_UNKNOWN',
    )
    const child = { name: '小宝', household: { id: family.id, role: 'child' } } as const
    expect(await codeOf(tulip.register(child))).toBe('HOUSEHOLD_UNKNOWN')
    expect(await codeOf(customers.createHousehold({ members: [] }))).toBe('INPUT_INVALID')
  })
})
