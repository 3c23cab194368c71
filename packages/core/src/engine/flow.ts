/** Marks what is called from inside an operation. */
import type { Flow, Kernel } from './kernel.ts'

/** Marks everything that is called from inside an operation as such, until the operation has ended. */
export async function inFlow<T>(kernel: Kernel, name: string, kind: Flow['kind'], work: () => Promise<T>): Promise<T> {
  const flow: Flow = { name, kind, ended: false }
  try {
    return await kernel.atWork.run(flow, work)
  } finally {
    flow.ended = true
  }
}
