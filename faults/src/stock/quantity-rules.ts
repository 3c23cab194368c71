/** What must be true of where goods are, and were at any moment. */
import { type Line, placeOf, type Rule, Sums, sentLines } from './rule.ts'

export const stock: Rule = {
  name: 'what lies at a place is what came and went, and is never less than nothing',
  broken: ({ lines, stock: rows, locations }) => [
    ...Sums.of(rows.map((row) => [placeOf(row), row.onHand])).unlike(
      Sums.of(lines.map((row) => [placeOf(row), row.quantity])),
      'there lie',
    ),
    ...rows
      .filter(
        ({ onHand, locationId }) =>
          onHand < 0 && !locations.some(({ id, allowsNegative }) => id === locationId && allowsNegative),
      )
      .map((row) => `${placeOf(row)}: there lie ${row.onHand}`),
  ],
}

export const lots: Rule = {
  name: 'what lies of a lot is what came and went of it, and is never less than nothing',
  broken: ({ lines, lotStock }) => [
    ...Sums.of(lotStock.map((row) => [`${row.lotId} at ${row.locationId}`, row.onHand])).unlike(
      Sums.of(
        lines.filter(({ lotId }) => lotId !== null).map((row) => [`${row.lotId} at ${row.locationId}`, row.quantity]),
      ),
      'of the lot there lie',
    ),
    ...lotStock.filter(({ onHand }) => onHand < 0).map((row) => `${row.lotId}: there lie ${row.onHand}`),
  ],
}

export const promises: Rule = {
  name: 'what is promised at a place is what its reservations have open',
  broken: ({ stock: rows, reservations }) => [
    ...Sums.of(rows.map((row) => [placeOf(row), row.reserved])).unlike(
      Sums.of(reservations.map((row) => [placeOf(row), row.open])),
      'promised are',
    ),
    ...reservations
      .filter(({ open, quantity }) => open < 0 || open > quantity)
      .map((row) => `reservation ${row.id}: ${row.open} of ${row.quantity} are open`),
  ],
}

export const things: Rule = {
  name: 'single things are where they came last, once, and promised by the reservation that is open',
  broken: ({ lines, serials, reservations, stock: rows, items }) => {
    const here = Sums.of(
      lines
        .filter(({ serialId }) => serialId !== null)
        .map((row) => [`${row.serialId} at ${row.locationId}`, row.quantity]),
    )
    const should = Sums.of(
      serials.filter(({ status }) => status === 'inStock').map((row) => [`${row.id} at ${row.locationId}`, 1]),
    )
    const single = new Set(items.filter(({ tracking }) => tracking === 'serial').map(({ id }) => id))
    const counted = Sums.of(
      serials
        .filter(({ status }) => status === 'inStock')
        .map((row) => [placeOf({ itemId: row.itemId, locationId: row.locationId ?? '' }), 1]),
    )
    const promised = reservations.filter(({ serialId, open }) => serialId !== null && open > 0)
    return [
      ...should.unlike(here, 'of the thing there are'),
      ...counted.unlike(
        Sums.of(rows.filter(({ itemId }) => single.has(itemId)).map((row) => [placeOf(row), row.onHand])),
        'single things are',
      ),
      ...serials
        .filter(({ reservedBy }) => reservedBy !== null)
        .filter((row) => !promised.some(({ id, serialId }) => id === row.reservedBy && serialId === row.id))
        .map((row) => `${row.serial}: is promised by ${row.reservedBy}, which does not say so`),
      ...promised
        .filter((row) => !serials.some(({ id, reservedBy }) => id === row.serialId && reservedBy === row.id))
        .map((row) => `reservation ${row.id}: names ${row.serialId}, which does not know of it`),
    ]
  },
}

export const moments: Rule = {
  name: 'at no moment did less than nothing lie at a place, of a lot there, or of a single thing, nor that one twice',
  broken: ({ lines, locations }) => {
    const strict = new Set(locations.filter(({ allowsNegative }) => !allowsNegative).map(({ id }) => id))
    const balances = new Sums()
    return movementsOf(lines).flatMap((moved) => {
      const places = moved
        .filter(({ locationId }) => strict.has(locationId))
        .flatMap((line) => {
          const { itemId, locationId, lotId, serialId, quantity } = line
          const of = [
            itemId,
            ...(lotId === null ? [] : [`lot ${lotId}`]),
            ...(serialId === null ? [] : [`thing ${serialId}`]),
          ]
          return of.map((what) => ({ place: `${what} at ${locationId}`, quantity }))
        })
      for (const { place, quantity } of places) balances.add(place, quantity)
      return [...new Set(places.map(({ place }) => place))].flatMap((place) => {
        const balance = balances.of(place)
        const isThing = place.startsWith('thing ')
        if (balance >= 0n && !(isThing && balance > 1n)) return []
        return [`${place}: after movement ${moved[0]?.movementId} of ${moved[0]?.at} there lay ${balance}`]
      })
    })
  },
}

/** Lines of one movement happen at once, at one moment. */
function movementsOf(lines: readonly Line[]): readonly (readonly Line[])[] {
  const byMovement = new Map<string, Line[]>()
  for (const line of lines) {
    const known = byMovement.get(line.movementId)
    if (known === undefined) byMovement.set(line.movementId, [line])
    else known.push(line)
  }
  return [...byMovement.values()]
}

const changesPlace: ReadonlySet<string> = new Set(['move', 'transferOut', 'transferIn'])

export const conserved: Rule = {
  name: 'what lies anywhere or is on its way is what came into the business and has not left it',
  broken: ({ lines, stock: rows, transfers: sent }) => {
    const there = Sums.of(rows.map(({ itemId, onHand }) => [itemId, onHand]))
    for (const row of sent.filter(({ status }) => status === 'inTransit')) {
      for (const { itemId, quantity } of sentLines(row)) there.add(itemId, quantity)
    }
    const came = lines.filter(({ kind }) => !changesPlace.has(kind))
    return there.unlike(Sums.of(came.map(({ itemId, quantity }) => [itemId, quantity])), 'there are')
  },
}

export const transfers: Rule = {
  name: 'what was sent is on its way, or came once as it was sent',
  broken: ({ transfers: rows, movements, lines }) => {
    const movedBy = (transferId: string, kind: string) => {
      const ids = movements.filter((row) => row.transferId === transferId && row.kind === kind).map(({ id }) => id)
      return lines.filter(({ movementId }) => ids.includes(movementId))
    }
    const told = (moved: readonly Line[], sign: 1 | -1) =>
      moved
        .map((row) => `${sign * row.quantity} ${row.itemId} ${BigInt(sign) * row.value} ${row.lotId} ${row.serialId}`)
        .sort()
        .join(', ')
    const known = new Set(rows.map(({ id }) => id))
    return [
      ...movements
        .filter(({ transferId }) => transferId !== null && !known.has(transferId))
        .map(({ id, transferId }) => `movement ${id}: is of transfer ${transferId}, which is not there`),
      ...rows.flatMap(({ id, status }) => {
        const sent = told(movedBy(id, 'transferOut'), -1)
        const came = told(movedBy(id, 'transferIn'), 1)
        const should = status === 'inTransit' ? '' : sent
        return sent === '' || came !== should
          ? [`transfer ${id} is ${status}: sent ${sent}; came ${came || 'nothing'}`]
          : []
      }),
    ]
  },
}

export const vouchers: Rule = {
  name: 'vouchers have lines, and numbers without gaps',
  broken: ({ movements, lines }) => {
    const moved = new Set(lines.map(({ movementId }) => movementId))
    const ids = new Set(movements.map(({ id }) => id))
    const byBranch = new Map<string, number[]>()
    for (const { branch, number } of movements) {
      byBranch.set(branch, [...(byBranch.get(branch) ?? []), Number(number.slice(number.lastIndexOf('-') + 1))])
    }
    return [
      ...movements.filter(({ id }) => !moved.has(id)).map(({ id }) => `movement ${id}: has no lines`),
      ...[...moved].filter((id) => !ids.has(id)).map((id) => `lines of ${id}: have no movement`),
      ...[...byBranch].flatMap(([branch, numbers]) => {
        const sorted = numbers.sort((one, other) => one - other)
        return sorted.every((number, at) => number === at + 1) ? [] : [`vouchers of ${branch}: ${sorted.join(' ')}`]
      }),
    ]
  },
}
