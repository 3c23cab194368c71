/** Rules of lines and their ways: what an order costs and is, where lines stand, who did what of it. */
import { byOrder, isLive, type Line, type Rule, sum, unlike } from './rule.ts'

export const totals: Rule = {
  name: 'an order costs what its lines cost that were not cancelled',
  broken({ orders, lines }) {
    const linesOf = byOrder(lines)
    return orders.flatMap(({ id, number, total }) =>
      unlike(
        `the total of ${number}`,
        total,
        sum(
          linesOf(id)
            .filter(isLive)
            .map(({ amount }) => amount),
        ),
      ),
    )
  },
}

const isOver = ({ progress }: Line): boolean => progress === 'pickedUp' || progress === 'cancelled'

function statusBy(lines: readonly Line[]): string {
  const live = lines.filter(isLive)
  const left = live.filter((line) => !isOver(line))
  if (live.length === 0) return lines.length === 0 ? 'open' : 'cancelled'
  if (left.length === 0) return 'completed'
  if (left.length < live.length) return 'partlyPickedUp'
  const mayGo = left.every(({ handsOver, hold }) => handsOver && hold === null)
  if (mayGo && left.some(({ progress }) => progress === 'ready')) return 'ready'
  return left.some(({ progress }) => progress !== 'ordered') ? 'inProgress' : 'open'
}

export const statuses: Rule = {
  name: 'an order is what its lines make of it',
  broken({ orders, lines }) {
    const linesOf = byOrder(lines)
    return orders.flatMap(({ id, number, status }) => unlike(`the status of ${number}`, status, statusBy(linesOf(id))))
  },
}

export const numbers: Rule = {
  name: 'numbers of orders and of their lines have no gap and no double',
  broken({ orders, lines }) {
    const linesOf = byOrder(lines)
    const days = new Map<string, number[]>()
    for (const { number } of orders) {
      const at = number.lastIndexOf('-')
      const day = number.slice(0, at)
      days.set(day, [...(days.get(day) ?? []), Number(number.slice(at + 1))])
    }
    const counted = (all: readonly number[]): boolean =>
      all.toSorted((one, other) => one - other).every((number, at) => number === at + 1)
    return [
      ...[...days].filter(([, all]) => !counted(all)).map(([day, all]) => `${day}: ${all.join(' ')}`),
      ...orders.flatMap(({ id, number, lastLine }) => {
        const own = linesOf(id).map(({ line }) => line)
        return counted(own) && own.length === lastLine ? [] : [`${number} has lines ${own.join(' ')} of ${lastLine}`]
      }),
    ]
  },
}

/**
 * Whoever enters a stage leaves it at most once: of two who moved a line from where it stood, one would leave what nobody
 * entered. The clocks of those who did it need not agree.
 */
export const ways: Rule = {
  name: 'the way of a line leads from where it began to where it stands',
  broken({ lines, changes }) {
    const changesOf = new Map<string, typeof changes>()
    for (const change of changes) changesOf.set(change.lineId, [...(changesOf.get(change.lineId) ?? []), change])
    return lines.flatMap((line) => {
      const moves = (changesOf.get(line.id) ?? []).filter(({ toStage }) => toStage !== null)
      const entered = new Map<string, number>()
      const note = (stage: string | null, at: string | null, by: number) =>
        entered.set(`${stage} at ${at}`, (entered.get(`${stage} at ${at}`) ?? 0) + by)
      for (const { stage, enteredAt, toStage, leftAt } of moves) {
        note(stage, enteredAt, -1)
        note(toStage, leftAt, 1)
      }
      note(line.stage, line.stageChangedAt, -1)
      // Where it began was entered by nobody.
      const odd = [...entered].filter(([, count]) => count !== 0)
      const begins = odd.length === 1 && odd[0]?.[1] === -1 && odd[0][0].startsWith('ordered at ')
      return begins
        ? []
        : [`line ${line.line} of ${line.orderId}: ${odd.map(([at, count]) => `${at} ${count}`).join(', ')}`]
    })
  },
}

export const work: Rule = {
  name: 'work is of a change that was made, and taken back once at most',
  broken({ work: all, changes }) {
    const known = new Map(changes.map((change) => [change.id, change]))
    const back = new Map<string, number>()
    for (const { reversesId } of all) if (reversesId !== null) back.set(reversesId, (back.get(reversesId) ?? 0) + 1)
    const handed = changes.filter(({ kind }) => kind === 'pickedUp').map(({ id }) => id)
    const done = new Set(all.filter(({ reversesId }) => reversesId === null).map(({ changeId }) => changeId))
    return [
      ...all.flatMap(({ id, lineId, stage, changeId, count, reversesId }) => {
        const change = changeId === null ? undefined : known.get(changeId)
        return [
          ...(change?.lineId === lineId && change.toStage === stage ? [] : [`work ${id} is of no change to ${stage}`]),
          ...unlike(`what work ${id} counts`, count, reversesId === null ? 1 : -1),
        ]
      }),
      ...[...back].filter(([, times]) => times > 1).map(([id, times]) => `work ${id} was taken back ${times} times`),
      ...handed.filter((id) => !done.has(id)).map((id) => `nobody handed over with change ${id}`),
    ]
  },
}

export const cancelled: Rule = {
  name: 'of a cancelled order nothing goes on, and nothing of it was handed over',
  broken({ orders, lines, commitments }) {
    const linesOf = byOrder(lines)
    const open = new Set(commitments.filter((one) => !one.cancelled).map(({ orderId }) => orderId))
    return orders
      .filter(({ cancelledAt }) => cancelledAt !== null)
      .flatMap(({ id, number, status }) => [
        ...unlike(`the status of ${number}`, status, 'cancelled'),
        ...(open.has(id) ? [`the commitment of ${number} goes on`] : []),
        ...linesOf(id)
          .filter(({ nextStage, pickedUpDate }) => nextStage !== null || pickedUpDate !== null)
          .map(({ line }) => `line ${line} of ${number} goes on`),
      ])
  },
}
