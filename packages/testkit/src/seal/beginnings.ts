/** What every case of the seal begins with: a store of its own, with the same sealed books in it. */
import { openBooks, type SealedBooks, type WrittenBooks, writeBooks } from './books.ts'
import type { SealedStore } from './sealed-store.ts'

interface Beginning {
  readonly store: SealedStore
  readonly books: SealedBooks
}

interface Original {
  readonly written: WrittenBooks
  copy(): Promise<SealedStore>
}

/** Copies of books that are written once, at the first call; where a store has no copies, books that are written anew at each. */
export function beginnings(newStore: () => Promise<SealedStore>): () => Promise<Beginning> {
  let original: Promise<Original | undefined> | undefined
  return async () => {
    original ??= newStore().then(originalOf)
    const found = await original
    const store = found === undefined ? await newStore() : await found.copy()
    const open = await openBooks(store.storage)
    return { store, books: { ...open, ...(found?.written ?? (await writeBooks(open))) } }
  }
}

/** Writes the books and closes them, ready for copies; undefined, and the store gone, where it has none. */
async function originalOf(store: SealedStore): Promise<Original | undefined> {
  const { copy } = store
  if (copy === undefined) {
    await store.storage.close()
    await store.remove()
    return undefined
  }
  const open = await openBooks(store.storage)
  try {
    return { written: await writeBooks(open), copy: () => copy.call(store) }
  } finally {
    await open.engine.close()
  }
}
