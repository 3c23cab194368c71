/** The text of a feed as of now. */
import type { BookingRow } from '../bookings/index.ts'
import { laterOf } from '../claims/index.ts'
import { customersById } from '../customers/index.ts'
import type { QueryContext } from '../engine/context.ts'
import { resources } from '../resources/index.ts'
import type { RowOf } from '../storage/table.ts'
import type { Instant } from '../values/instant.ts'
import { feedBookings } from './feed-bookings.ts'
import { etagOf, writeCalendar } from './icalendar/index.ts'
import { productId } from './product-id.ts'
import { calendarsSettings } from './settings.ts'
import type { FeedRow } from './tables.ts'
import { toldOf } from './told-booking.ts'

interface FeedText {
  readonly bytes: Uint8Array
  readonly etag: string
  readonly lastModified: Instant
  /** Whether whatever changes the text dates it later: else only its tag says whether it is the same. */
  readonly isDated: boolean
}

/** Statements: those of the bookings; one of places, and one of customers where their names are told. */
export async function readFeedText(context: QueryContext, feed: FeedRow): Promise<FeedText> {
  const { now } = context
  const settings = await context.settings(calendarsSettings)
  const bookings = await feedBookings(context, feed)
  const showsCustomers = settings.showCustomers && feed.customerId === null
  const customers = await namesOf(context, showsCustomers ? bookings : [])
  const named = await namedResources(context, [
    ...bookings.flatMap(({ placeId }) => placeId ?? []),
    ...(feed.resourceId === null ? [] : [feed.resourceId]),
  ])
  const branchName = (branch: string): string => context.studio.branch(branch).name ?? branch
  const told = bookings.map((booking) => {
    const customer = customers.get(booking.customerId ?? '') ?? null
    const place = named.get(booking.placeId ?? '')
    const location = place === undefined ? branchName(booking.branch) : placeInWords(place)
    return toldOf(booking, { now, customer, location })
  })
  const of = named.get(feed.resourceId ?? '')?.code ?? (feed.branch === null ? 'Bookings' : branchName(feed.branch))
  const bytes = writeCalendar({
    name: feed.name ?? of,
    productId,
    refreshMinutes: settings.refreshMinutes,
    events: told.flatMap(({ event }) => event ?? []),
  })
  const lastModified = told.reduce((last, { since }) => laterOf(last, since), feed.renewedAt)
  return { bytes, etag: etagOf(bytes), lastModified, isDated: feed.of === 'branch' && !showsCustomers }
}

type ResourceRow = RowOf<typeof resources>

/** No statement where there are none. */
async function namedResources({ store }: QueryContext, ids: readonly string[]): Promise<Map<string, ResourceRow>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const rows = await store.find(resources, { where: { id: { in: wanted } }, limit: 'all' })
  return new Map(rows.map((row) => [row.id, row]))
}

const placeInWords = ({ name, address }: ResourceRow): string => (address === null ? name : `${name}, ${address}`)

async function namesOf(context: QueryContext, bookings: readonly BookingRow[]): Promise<Map<string, string>> {
  const found = await customersById(
    context,
    bookings.flatMap(({ customerId }) => customerId ?? []),
  )
  return new Map([...found].map(([id, { name }]) => [id, name]))
}
