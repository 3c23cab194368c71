/** The flows of the house, by the trade's own way of an order. Durations are what is usual in the trade; a studio saves its own. */
import type { FlowDefinition, LeadTime } from './flow-definition.ts'
import { defineFlow, type RegisteredFlow } from './registries.ts'

type StageGiven = FlowDefinition['stages'][number]

const after = (days: number): LeadTime => ({ from: 'previous', days })
const byShoot = (days: number): LeadTime => ({ from: 'shoot', days })
const beforePromise = (days: number): LeadTime => ({ from: 'promise', days: -days })

/** A line without stages of its own: sold, and handed over. */
const handover = defineFlow({
  name: 'handover',
  version: 1,
  title: { en: 'Sold and handed over', zh: '直接取件' },
  stages: [
    { name: 'ordered', title: { en: 'Ordered', zh: '已下单' }, department: 'store', next: ['pickedUp'] },
    {
      name: 'pickedUp',
      title: { en: 'Picked up', zh: '已取件' },
      department: 'pickup',
      turn: 'customer',
      lead: after(30),
      delivers: true,
    },
  ],
})

const pickup: readonly StageGiven[] = [
  {
    name: 'pickedUp',
    title: { en: 'Picked up', zh: '已取件' },
    department: 'pickup',
    turn: 'customer',
    lead: after(30),
    next: ['closed'],
    rework: ['retouching', 'designing', 'approved'],
    delivers: true,
  },
  {
    name: 'closed',
    title: { en: 'Closed', zh: '已完结' },
    department: 'pickup',
    lead: after(7),
    rework: ['retouching', 'designing', 'approved'],
  },
]

/** From proof to shelf: the same for what comes of a shoot and for an album by itself. */
const production: readonly StageGiven[] = [
  {
    name: 'retouching',
    title: { en: 'Retouching', zh: '精修中' },
    department: 'postProduction',
    lead: after(2),
    next: ['retouchChecked'],
  },
  {
    name: 'retouchChecked',
    title: { en: 'Retouch checked', zh: '精修已审' },
    department: 'postProduction',
    lead: after(7),
    next: ['designing', 'sentOut', 'ready'],
    checks: [{ name: 'imagesComplete', title: { en: 'All picked images are there', zh: '选片齐全' }, kind: 'yes' }],
    rework: ['retouching'],
  },
  {
    name: 'designing',
    title: { en: 'Designing', zh: '设计中' },
    department: 'design',
    lead: after(2),
    next: ['designChecked'],
    optional: true,
    rework: ['retouching'],
  },
  {
    name: 'designChecked',
    title: { en: 'Design checked', zh: '设计已审' },
    department: 'design',
    lead: after(5),
    next: ['awaitingProof'],
    optional: true,
    checks: [{ name: 'namesAndDates', title: { en: 'Names and dates are right', zh: '姓名日期无误' }, kind: 'yes' }],
    rework: ['retouching', 'designing'],
  },
  {
    name: 'awaitingProof',
    title: { en: 'Awaiting proof', zh: '待看版' },
    department: 'design',
    lead: after(1),
    next: ['approved'],
    optional: true,
    rework: ['retouching', 'designing'],
  },
  {
    name: 'approved',
    title: { en: 'Approved', zh: '已定版' },
    department: 'store',
    turn: 'customer',
    lead: after(5),
    next: ['sentOut', 'ready'],
    rework: ['retouching', 'designing'],
  },
  {
    name: 'sentOut',
    title: { en: 'Sent out', zh: '已发件' },
    department: 'logistics',
    lead: after(2),
    next: ['returned'],
    optional: true,
  },
  {
    name: 'returned',
    title: { en: 'Returned', zh: '已回件' },
    department: 'lab',
    turn: 'supplier',
    lead: after(10),
    next: ['inspected'],
    optional: true,
    rework: ['sentOut', 'approved', 'retouching', 'designing'],
  },
  {
    name: 'inspected',
    title: { en: 'Inspected', zh: '已验件' },
    department: 'logistics',
    lead: after(1),
    next: ['ready'],
    optional: true,
    results: ['passed', 'passedWithFlaws'],
    checks: [
      { name: 'countComplete', title: { en: 'Everything ordered is there', zh: '件数齐全' }, kind: 'yes' },
      { name: 'flaws', title: { en: 'Flaws', zh: '瑕疵' }, kind: 'text', optional: true },
    ],
    rework: ['retouching', 'designing', 'approved'],
  },
  {
    name: 'ready',
    title: { en: 'Ready', zh: '待取件' },
    department: 'pickup',
    lead: after(1),
    next: ['pickedUp'],
    rework: ['retouching', 'designing', 'approved'],
  },
  ...pickup,
]

/** Whatever may be photographed again once it was. */
const reshootable = (stage: StageGiven): StageGiven => ({ ...stage, reshoot: ['ordered', 'scheduled'] })

const ordered: StageGiven = { name: 'ordered', title: { en: 'Ordered', zh: '已下单' }, department: 'store' }

/** A package with a shoot: the whole way from the order to the follow-up call. */
const shoot = defineFlow({
  name: 'shoot',
  version: 1,
  title: { en: 'Shoot and everything after it', zh: '拍摄套系' },
  stages: [
    { ...ordered, next: ['scheduled'] },
    {
      name: 'scheduled',
      title: { en: 'Scheduled', zh: '已排期' },
      department: 'reception',
      turn: 'customer',
      lead: after(3),
      next: ['styled', 'shot'],
      fields: ['shootDate'],
    },
    {
      name: 'styled',
      title: { en: 'Styled', zh: '已化妆' },
      department: 'makeUp',
      lead: byShoot(0),
      next: ['shot'],
      optional: true,
    },
    {
      name: 'shot',
      title: { en: 'Shot', zh: '已拍摄' },
      department: 'photography',
      lead: byShoot(0),
      next: ['ingested'],
      shoot: true,
      reshoot: ['ordered', 'scheduled'],
    },
    ...[
      {
        name: 'ingested',
        title: { en: 'Ingested', zh: '已导片' },
        department: 'postProduction',
        lead: byShoot(1),
        next: ['preEdited', 'selecting'],
        checks: [
          { name: 'copiedTwice', title: { en: 'Copied to two places', zh: '已双重备份' }, kind: 'yes' } as const,
        ],
      },
      {
        name: 'preEdited',
        title: { en: 'Pre-edited', zh: '已初修' },
        department: 'postProduction',
        lead: byShoot(7),
        next: ['selecting'],
        optional: true,
      },
      {
        name: 'selecting',
        title: { en: 'Selecting', zh: '选片中' },
        department: 'selection',
        turn: 'customer' as const,
        lead: byShoot(15),
        next: ['selected'],
      },
      {
        name: 'selected',
        title: { en: 'Selected', zh: '已选片' },
        department: 'selection',
        turn: 'customer' as const,
        lead: after(1),
        next: ['retouching'],
      },
      ...production,
    ].map(reshootable),
  ],
})

/** Prints, frames and albums made to order from images that are there: made between the sale and the day promised. */
const album = defineFlow({
  name: 'album',
  version: 1,
  title: { en: 'Album or print, made to order', zh: '相册相框定制' },
  stages: [
    { ...ordered, next: ['retouching', 'designing', 'approved'] },
    ...production.map((stage) => {
      if (stage.name === 'retouching') return { ...stage, optional: true }
      if (stage.name === 'retouchChecked') return { ...stage, optional: true }
      return stage.name === 'sentOut' ? { ...stage, lead: beforePromise(12) } : stage
    }),
  ],
})

/** A service that is done on a day agreed upon: make-up for a bride, a morning on location. */
const service = defineFlow({
  name: 'service',
  version: 1,
  title: { en: 'Service on a day', zh: '按日服务' },
  stages: [
    { ...ordered, next: ['scheduled'] },
    {
      name: 'scheduled',
      title: { en: 'Scheduled', zh: '已排期' },
      department: 'reception',
      turn: 'customer',
      lead: after(3),
      next: ['performed'],
      fields: ['shootDate'],
    },
    {
      name: 'performed',
      title: { en: 'Performed', zh: '已服务' },
      department: 'makeUp',
      lead: byShoot(0),
      next: ['pickedUp'],
      shoot: true,
      rework: ['scheduled'],
    },
    { name: 'pickedUp', title: { en: 'Accepted', zh: '已确认' }, department: 'store', lead: after(1), delivers: true },
  ],
})

/** Dresses and props lent out: they are the customer's from the day they go out until they come back. */
const rental = defineFlow({
  name: 'rental',
  version: 1,
  title: { en: 'Rental', zh: '租赁' },
  stages: [
    { ...ordered, next: ['reserved'] },
    {
      name: 'reserved',
      title: { en: 'Reserved', zh: '已预留' },
      department: 'makeUp',
      lead: after(1),
      next: ['out'],
    },
    {
      name: 'out',
      title: { en: 'Out', zh: '已出库' },
      department: 'makeUp',
      turn: 'customer',
      lead: beforePromise(0),
      next: ['returned'],
      delivers: true,
    },
    {
      name: 'returned',
      title: { en: 'Returned', zh: '已归还' },
      department: 'makeUp',
      turn: 'customer',
      lead: after(3),
      next: ['inspected'],
    },
    {
      name: 'inspected',
      title: { en: 'Inspected', zh: '已验收' },
      department: 'makeUp',
      lead: after(1),
      next: ['cleaned'],
      results: ['whole', 'damaged'],
    },
    {
      name: 'cleaned',
      title: { en: 'Cleaned', zh: '已清洁' },
      department: 'makeUp',
      lead: after(2),
      next: ['available'],
      optional: true,
    },
    { name: 'available', title: { en: 'Available', zh: '可租' }, department: 'makeUp', lead: after(1) },
  ],
})

export const houseFlows: readonly RegisteredFlow[] = [handover, shoot, album, service, rental]

/** The flow of lines that name no better one, and of those that were brought in as delivered. */
export const handoverFlow = { name: handover.data.name, version: String(handover.version) } as const
