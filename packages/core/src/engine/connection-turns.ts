/**
 * Turns on a host's connection: savepoints are never begun side by side, whoever begins them. They are kept on the
 * connection itself, so that all engines that join it share them, and all copies of this code in one process.
 */

/** What stands on a connection. Copies of other versions read and write it too, so its form stays. */
interface Turns {
  /** Settles, and never rejects, when everybody who has asked so far has had a turn. */
  last: Promise<unknown>
  /** The operation whose turn it is, where whoever asks is called from inside its engine. */
  holder: (() => string | undefined) | undefined
}

const turns = Symbol.for('calotype.turns')

type WithTurns = { [turns]?: Turns }

function turnsOn(connection: WithTurns): Turns {
  const found = connection[turns]
  if (found !== undefined) return found
  const made: Turns = { last: Promise.resolve(), holder: undefined }
  Object.defineProperty(connection, turns, { value: made })
  return made
}

/** The operation at work on the connection that asking for a turn now would wait for from its inside, for ever. */
export const holderOf = (connection: object): string | undefined => turnsOn(connection).holder?.()

/** Does `work` after everything that asked for a turn on this connection before. */
export function takeTurn<T>(connection: object, holder: () => string | undefined, work: () => Promise<T>): Promise<T> {
  const shared = turnsOn(connection)
  const turn = shared.last.then(async () => {
    shared.holder = holder
    try {
      return await work()
    } finally {
      shared.holder = undefined
    }
  })
  shared.last = turn.then(ignored, ignored)
  return turn
}

/** Nothing of an answer is kept on the connection. */
const ignored = (): undefined => undefined
