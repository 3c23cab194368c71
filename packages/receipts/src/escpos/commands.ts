/** Commands of receipt printers. Source: Epson, ESC/POS Command Reference; FS & as Chinese models know it. */

const esc = 0x1b
const gs = 0x1d

/** ESC @: forget all that was set before. */
export const initialise: readonly number[] = [esc, 0x40]
/** FS &: codes of two and four bytes are Chinese characters. */
export const chineseOn: readonly number[] = [0x1c, 0x26]
export const lineFeed = 0x0a

/** ESC a */
export const align = (to: 'left' | 'centre'): readonly number[] => [esc, 0x61, to === 'left' ? 0 : 1]
/** ESC E */
export const bold = (on: boolean): readonly number[] => [esc, 0x45, on ? 1 : 0]
/** GS !: twice as wide and high. */
export const doubleSize = (on: boolean): readonly number[] => [gs, 0x21, on ? 0x11 : 0x00]
/** GS V: feeds so many dots to the knife, then cuts. */
export const cut = (how: 'full' | 'partial', feed: number): readonly number[] => [
  gs,
  0x56,
  how === 'full' ? 65 : 66,
  feed,
]
/** ESC p: a pulse of 50 ms on the plug of the drawer, then 500 ms rest. */
export const kickDrawer = (pin: 2 | 5): readonly number[] => [esc, 0x70, pin === 2 ? 0 : 1, 25, 250]

/** GS ( k: model 2, so many dots a square, error correction M, the data, then print. */
export function qrCode(data: Uint8Array, dots: number): readonly number[] {
  const length = data.length + 3
  return [
    ...[gs, 0x28, 0x6b, 4, 0, 49, 65, 50, 0],
    ...[gs, 0x28, 0x6b, 3, 0, 49, 67, dots],
    ...[gs, 0x28, 0x6b, 3, 0, 49, 69, 49],
    ...[gs, 0x28, 0x6b, length & 0xff, length >> 8, 49, 80, 48, ...data],
    ...[gs, 0x28, 0x6b, 3, 0, 49, 81, 48],
  ]
}
