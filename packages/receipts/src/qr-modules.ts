/** The squares of a QR code (ISO/IEC 18004), for papers that we draw ourselves. */
import qrcode from 'qrcode-generator'

/** A row of dark squares that touch: `length` of them, from column `x` of row `y`. */
interface DarkRun {
  readonly x: number
  readonly y: number
  readonly length: number
}

export interface QrModules {
  /** Squares along one side, without the white margin of four that a reader needs around it. */
  readonly size: number
  readonly runs: readonly DarkRun[]
}

/** Error correction M: a receipt may be creased. The text is written as UTF-8, which is what phones expect. */
export function qrModules(text: string): QrModules {
  const code = qrcode(0, 'M')
  // The library takes each character for one byte unless its global state is changed; so it is given bytes.
  code.addData(String.fromCharCode(...new TextEncoder().encode(text)), 'Byte')
  code.make()
  const size = code.getModuleCount()
  const runs: DarkRun[] = []
  for (let y = 0; y < size; y++) {
    let start = -1
    for (let x = 0; x <= size; x++) {
      const dark = x < size && code.isDark(y, x)
      if (dark && start < 0) start = x
      if (dark || start < 0) continue
      runs.push({ x: start, y, length: x - start })
      start = -1
    }
  }
  return { size, runs }
}
